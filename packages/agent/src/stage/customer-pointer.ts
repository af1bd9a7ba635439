import { make } from '../viewer/make.js';

/** The customer's pointer, drawn above the mirror. Places are CSS pixels of the layer. */
export interface CustomerPointer {
  readonly element: HTMLElement;
  move(x: number, y: number): void;
  press(down: boolean): void;
  /** Shown at the middle of a masked element: she is in there, no more is known. */
  hideDetail(hidden: boolean): void;
  leave(): void;
}

const ARROW = 'M1 1v15.5l4.2-3.7 2.7 6 2.6-1.2-2.7-5.8h5.7z';

export function createCustomerPointer(document: Document): CustomerPointer {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 16 20');
  path.setAttribute('d', ARROW);
  svg.append(path);
  const element = make(
    document,
    'div',
    { class: 'pointer', 'aria-hidden': 'true', hidden: '' },
    svg,
    make(document, 'i', { class: 'press' }),
  );
  return {
    element,
    move(x, y) {
      element.hidden = false;
      element.style.transform = `translate(${x}px, ${y}px)`;
    },
    press: (down) => void element.classList.toggle('down', down),
    hideDetail: (hidden) => void element.classList.toggle('inside', hidden),
    leave() {
      element.hidden = true;
      element.classList.remove('down', 'inside');
    },
  };
}
