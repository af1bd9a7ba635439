import { createWraps, type Wraps } from './wrap.js';

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
}

export function installHooks(window: Window & typeof globalThis, actions: HookActions): Pick<Wraps, 'after' | 'stop'> {
  const { after, told, stop } = createWraps();
  const { control, sheets } = actions;
  const { HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement, CSSStyleSheet } = window;
  after(window.Element, 'attachShadow', 'value', actions.shadow);
  after(HTMLInputElement, 'value checked indeterminate valueAsNumber valueAsDate', 'set', control);
  after(HTMLInputElement, 'stepUp stepDown setRangeText', 'value', control);
  after(HTMLTextAreaElement, 'value', 'set', control);
  after(HTMLTextAreaElement, 'setRangeText', 'value', control);
  after(HTMLSelectElement, 'value selectedIndex', 'set', control);
  after(window.HTMLOptionElement, 'selected', 'set', control);
  after(CSSStyleSheet, 'insertRule', 'value', (self: CSSStyleSheet, at) =>
    actions.sheet(self, at === self.cssRules.length - 1 ? 'append' : 'whole'),
  );
  const whole = (self: CSSStyleSheet): void => actions.sheet(self, 'whole');
  after(CSSStyleSheet, 'deleteRule addRule removeRule replaceSync', 'value', whole);
  // `await` calls no `then` that a page could have changed.
  after(CSSStyleSheet, 'replace', 'value', async (self, result) => {
    try {
      await result;
    } catch {
      return;
    }
    told(() => whole(self));
  });
  after(window.StyleSheet, 'disabled', 'set', sheets);
  for (const owner of [window.Document, window.ShadowRoot]) after(owner, 'adoptedStyleSheets', 'set', sheets);
  after(window.CSSGroupingRule, 'insertRule deleteRule', 'value', (self: CSSRule) => {
    if (self.parentStyleSheet) whole(self.parentStyleSheet);
  });
  return { after, stop };
}
