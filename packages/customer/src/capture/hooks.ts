import { createWraps } from './wrap.js';

/**
 * Wrappers around methods and setters that change the page without a mutation record. They only wake capture: what changed is
 * read from the live page. Installed while a session is live.
 */
export interface HookActions {
  shadow(host: Element): void;
  control(element: Element): void;
  sheet(sheet: CSSStyleSheet, how: 'append' | 'whole'): void;
  /** A list of sheets, or a switch of one. */
  sheets(): void;
  fault(error: unknown): void;
}

export function installHooks(window: Window & typeof globalThis, actions: HookActions): { stop(): void } {
  const { wrap, after, told, stop } = createWraps(actions.fault);
  const { control, sheets } = actions;
  const { HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement, CSSStyleSheet } = window;
  after(window.Element.prototype, 'attachShadow', 'value', actions.shadow);
  after(HTMLInputElement.prototype, 'value checked indeterminate valueAsNumber valueAsDate', 'set', control);
  after(HTMLInputElement.prototype, 'stepUp stepDown setRangeText', 'value', control);
  after(HTMLTextAreaElement.prototype, 'value', 'set', control);
  after(HTMLTextAreaElement.prototype, 'setRangeText', 'value', control);
  after(HTMLSelectElement.prototype, 'value selectedIndex', 'set', control);
  after(window.HTMLOptionElement.prototype, 'selected', 'set', control);
  wrap(CSSStyleSheet.prototype, 'insertRule', 'value', (original) => {
    return function (this: CSSStyleSheet, ...args: never[]): unknown {
      let end = -1;
      told(() => {
        end = this.cssRules.length;
      });
      const result = Reflect.apply(original, this, args);
      told(() => actions.sheet(this, result === end ? 'append' : 'whole'));
      return result;
    };
  });
  const whole = (self: CSSStyleSheet): void => actions.sheet(self, 'whole');
  after(CSSStyleSheet.prototype, 'deleteRule addRule removeRule replaceSync', 'value', whole);
  after(CSSStyleSheet.prototype, 'replace', 'value', (self, result) => {
    (result as Promise<unknown>).then(
      () => told(() => whole(self)),
      () => undefined,
    );
  });
  after(window.StyleSheet.prototype, 'disabled', 'set', sheets);
  for (const owner of [window.Document, window.ShadowRoot]) after(owner.prototype, 'adoptedStyleSheets', 'set', sheets);
  after(window.CSSGroupingRule?.prototype, 'insertRule deleteRule', 'value', (self: CSSRule) => {
    if (self.parentStyleSheet) whole(self.parentStyleSheet);
  });
  return { stop };
}
