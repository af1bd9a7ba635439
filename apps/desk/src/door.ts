import { plainPin } from './address.js';
import type { Strings } from './strings.js';

/** The form an agent comes in by. */
export interface Door {
  show(): void;
  hide(): void;
  /** What went wrong, beside the form; empty clears it. */
  problem(text: string): void;
  notice(text: string): void;
  busy(on: boolean): void;
  /** Nothing can be joined from here any more: the notice says what to do. */
  close(): void;
}

const find = <T extends HTMLElement>(document: Document, id: string): T => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
};

export interface DoorOptions {
  pin: string;
  strings: Strings;
  join(pin: string): void;
}

export function openDoor(document: Document, o: DoorOptions): Door {
  const { strings } = o;
  const door = find(document, 'door');
  const form = find<HTMLFormElement>(document, 'form');
  const pin = find<HTMLInputElement>(document, 'pin');
  const join = find<HTMLButtonElement>(document, 'join');
  const problem = find(document, 'problem');
  const notice = find(document, 'notice');
  let busy = false;
  document.documentElement.lang = strings.lang;
  document.title = strings.title;
  find(document, 'heading').textContent = strings.heading;
  find(document, 'hint').textContent = strings.hint;
  find(document, 'promise').textContent = strings.promise;
  join.textContent = strings.join;
  pin.value = o.pin;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!busy) o.join(plainPin(pin.value));
  });
  pin.addEventListener('input', () => pin.removeAttribute('aria-invalid'));
  return {
    show() {
      door.hidden = false;
      if (form.hidden) return;
      pin.focus();
      pin.select();
    },
    hide() {
      door.hidden = true;
      pin.value = '';
    },
    problem(text) {
      problem.textContent = text;
      if (text === '') pin.removeAttribute('aria-invalid');
      else {
        pin.setAttribute('aria-invalid', 'true');
        pin.focus();
        pin.select();
      }
    },
    notice: (text) => void (notice.textContent = text),
    busy(on) {
      busy = on;
      form.setAttribute('aria-busy', String(on));
      join.textContent = on ? strings.joining : strings.join;
    },
    close() {
      form.hidden = true;
      find(document, 'hint').hidden = true;
      find(document, 'heading').textContent = strings.closed;
    },
  };
}
