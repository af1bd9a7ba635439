/** Makes elements of one document; no markup is parsed, so that Trusted Types have nothing to object to. */
export interface Make {
  <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name?: string, ...children: (Node | string)[]): HTMLElementTagNameMap[Tag];
  /** A button that acts at a click of the customer's own. */
  button(words: string, act: () => void): HTMLButtonElement;
}

export function maker(document: Document): Make {
  const make = ((tag: string, name = '', ...children: (Node | string)[]) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  }) as Make;
  make.button = (words, act) => {
    const button = make('button', '', words);
    button.type = 'button';
    button.addEventListener('click', act);
    return button;
  };
  return make;
}

/** Sets a text only where it differs. */
export function say(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
