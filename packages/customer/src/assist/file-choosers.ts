import type { Stand } from './during.js';

/** Keeps a page's own listeners from opening a file chooser for what an agent does, right after something the customer did. */
export function withoutChoosers(view: Window & typeof globalThis): Stand[] {
  const refused = (): never => {
    throw new view.DOMException('A file chooser needs an act of the user', 'NotAllowedError');
  };
  const isFile = (element: unknown): boolean => element instanceof view.HTMLInputElement && element.type === 'file';
  const quiet = (event: Event): void => event.preventDefault();
  return [
    [
      view.HTMLInputElement.prototype,
      'showPicker',
      (own) =>
        function (this: HTMLInputElement) {
          return isFile(this) ? refused() : Reflect.apply(own, this, []);
        } as never,
    ],
    [
      view.HTMLElement.prototype,
      'click',
      (own) =>
        function (this: HTMLElement) {
          const file = isFile(this);
          // Its listeners hear it, as they do where the user has done nothing.
          if (file) this.addEventListener('click', quiet, true);
          try {
            return Reflect.apply(own, this, []);
          } finally {
            if (file) this.removeEventListener('click', quiet, true);
          }
        } as never,
    ],
    [view, 'showOpenFilePicker', () => async () => refused()],
  ];
}
