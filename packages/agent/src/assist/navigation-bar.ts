import type { HistoryStep } from '@sightline/protocol';
import { make } from '../viewer/make.js';
import type { AssistStrings } from './strings.js';

/** Back, forward, reload and an address for the customer's page. */
export function navigationBar(
  document: Document,
  s: AssistStrings,
  act: { history(by: HistoryStep): void; go(url: string): void },
): { element: HTMLElement; show(on: boolean): void } {
  const step = (by: HistoryStep, sign: string): HTMLButtonElement => {
    const made = make(document, 'button', { type: 'button', 'aria-label': s[by], title: s[by] }, sign);
    made.addEventListener('click', () => act.history(by));
    return made;
  };
  const address = make(document, 'input', {
    type: 'url',
    'aria-label': s.address,
    placeholder: 'https://',
    spellcheck: 'false',
    autocomplete: 'off',
  });
  const form = make(document, 'form', { novalidate: '' }, address, make(document, 'button', { type: 'submit' }, s.go));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const url = address.value.trim();
    if (url !== '') act.go(url);
  });
  const element = make(
    document,
    'span',
    { class: 'navigation', hidden: '' },
    step('back', '‹'),
    step('forward', '›'),
    step('reload', '↻'),
    form,
  );
  return {
    element,
    show(on) {
      element.hidden = !on;
      if (!on) address.value = '';
    },
  };
}
