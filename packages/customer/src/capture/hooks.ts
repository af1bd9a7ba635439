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
  /** Something was drawn on a canvas. */
  drawn(canvas: unknown): void;
  fault(error: unknown): void;
}

const DRAW_2D = 'fill stroke fillRect strokeRect clearRect fillText strokeText drawImage putImageData reset'.split(' ');
const DRAW_GL = 'clear drawArrays drawElements drawArraysInstanced drawElementsInstanced drawRangeElements'.split(' ');

type Method = (this: never, ...args: never[]) => unknown;

export function installHooks(window: Window & typeof globalThis, actions: HookActions): { stop(): void } {
  const { apply } = Reflect;
  const restore: (() => void)[] = [];
  let live = true;
  const told = (fn: () => void): void => {
    if (!live) return;
    try {
      fn();
    } catch (error) {
      actions.fault(error);
    }
  };
  /** Replaces one function of a descriptor; at stop it is put back where it is still ours, else it stays as a pass-through. */
  const wrap = (owner: object | undefined, name: string, part: 'value' | 'set', around: (original: Method) => Method): void => {
    const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name);
    const original = descriptor?.[part] as Method | undefined;
    if (!owner || !descriptor?.configurable || typeof original !== 'function') return;
    const ours = around(original);
    try {
      Object.defineProperty(ours, 'name', { value: original.name, configurable: true });
      Object.defineProperty(ours, 'length', { value: original.length, configurable: true });
      Object.defineProperty(owner, name, { ...descriptor, [part]: ours });
    } catch {
      return;
    }
    restore.push(() => {
      if (Object.getOwnPropertyDescriptor(owner, name)?.[part] === ours) Object.defineProperty(owner, name, descriptor);
    });
  };
  /** Calls the original, then tells. What the original throws or returns is the page's. */
  const after = (owner: object | undefined, name: string, part: 'value' | 'set', tell: (self: never, result: unknown) => void): void =>
    wrap(owner, name, part, (original) => {
      return function (this: never, ...args: never[]): unknown {
        const result = apply(original, this, args);
        told(() => tell(this, result));
        return result;
      };
    });
  const { Element, CSSStyleSheet, StyleSheet, HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement, HTMLOptionElement } = window;
  after(Element.prototype, 'attachShadow', 'value', (self) => actions.shadow(self));
  const control = (self: Element): void => actions.control(self);
  after(HTMLInputElement.prototype, 'value', 'set', control);
  after(HTMLInputElement.prototype, 'checked', 'set', control);
  after(HTMLInputElement.prototype, 'indeterminate', 'set', control);
  after(HTMLInputElement.prototype, 'valueAsNumber', 'set', control);
  after(HTMLInputElement.prototype, 'valueAsDate', 'set', control);
  after(HTMLInputElement.prototype, 'stepUp', 'value', control);
  after(HTMLInputElement.prototype, 'stepDown', 'value', control);
  after(HTMLInputElement.prototype, 'setRangeText', 'value', control);
  after(HTMLTextAreaElement.prototype, 'value', 'set', control);
  after(HTMLTextAreaElement.prototype, 'setRangeText', 'value', control);
  after(HTMLSelectElement.prototype, 'value', 'set', control);
  after(HTMLSelectElement.prototype, 'selectedIndex', 'set', control);
  after(HTMLOptionElement.prototype, 'selected', 'set', control);
  wrap(CSSStyleSheet.prototype, 'insertRule', 'value', (original) => {
    return function (this: CSSStyleSheet, ...args: never[]): unknown {
      let end = -1;
      told(() => {
        end = this.cssRules.length;
      });
      const result = apply(original, this, args);
      told(() => actions.sheet(this, result === end ? 'append' : 'whole'));
      return result;
    };
  });
  const whole = (self: CSSStyleSheet): void => actions.sheet(self, 'whole');
  for (const name of ['deleteRule', 'addRule', 'removeRule', 'replaceSync']) after(CSSStyleSheet.prototype, name, 'value', whole);
  after(CSSStyleSheet.prototype, 'replace', 'value', (self, result) => {
    (result as Promise<unknown>).then(
      () => told(() => whole(self)),
      () => undefined,
    );
  });
  after(StyleSheet.prototype, 'disabled', 'set', () => actions.sheets());
  for (const owner of [window.Document, window.ShadowRoot]) after(owner.prototype, 'adoptedStyleSheets', 'set', () => actions.sheets());
  for (const name of ['insertRule', 'deleteRule']) {
    after(window.CSSGroupingRule?.prototype, name, 'value', (self: CSSRule) => {
      if (self.parentStyleSheet) whole(self.parentStyleSheet);
    });
  }
  for (const [owner, names] of [
    [window.CanvasRenderingContext2D, DRAW_2D],
    [window.WebGLRenderingContext, DRAW_GL],
    [window.WebGL2RenderingContext, DRAW_GL],
    [window.ImageBitmapRenderingContext, ['transferFromImageBitmap']],
  ] as const) {
    for (const name of names) after(owner?.prototype, name, 'value', (self: { canvas: unknown }) => actions.drawn(self.canvas));
  }
  return {
    stop() {
      live = false;
      for (let i = restore.length - 1; i >= 0; i--) guarded(restore[i] as () => void);
    },
  };
  function guarded(fn: () => void): void {
    try {
      fn();
    } catch (error) {
      actions.fault(error);
    }
  }
}
