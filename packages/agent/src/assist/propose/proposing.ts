import type { DraftValue } from '@sightline/protocol';
import type { StageInput } from '../../stage/mode.js';
import type { Desk, DeskFeature } from '../../viewer/desk.js';
import { make } from '../../viewer/make.js';
import { type MirrorElement, placeOf, toPage } from '../mirror-place.js';
import { createNote } from '../note.js';
import { nextStop, tabOrder } from '../tab-order.js';
import { createDraftEditor, type DraftEditor } from './draft-editor.js';
import { createDrafts } from './drafts.js';
import { nameOf, presentValue, type Proposable, proposableOf } from './proposable.js';
import { createProposalPanel } from './proposal-panel.js';

/** One field with the desk's own control over it. */
interface Drafted {
  field: Proposable;
  name: string;
  editor: DraftEditor;
  /** The agent has said something else than what is there. */
  changed: boolean;
}

const keyOf = ({ path, id }: MirrorElement): string => [...path, id].join();
const same = (one: DraftValue, other: DraftValue): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Fills in a proposal over the mirror: nothing changes on the customer's page until the customer takes it. Needs no grant. */
export function createProposing(desk: Desk): DeskFeature {
  const { document, realm, stage, toolbar, strings } = desk;
  const s = strings.assist;
  const note = createNote(document, stage);
  const drafts = createDrafts(desk.link, () => desk.position);
  const drafted = new Map<string, Drafted>();
  let frame: number | undefined;

  const toggle = make(document, 'button', { type: 'button', class: 'propose-toggle', 'aria-pressed': 'false' }, s.propose);
  toolbar.propose.append(toggle);
  const layer = make(document, 'div', { class: 'drafts' });
  const panel = createProposalPanel(document, s, {
    send: () => send(),
    withdraw: () => withdraw(),
    done: () => stage.modes.set({ kind: 'look' }),
  });
  stage.overlay.append(layer, panel.element);

  const on = (): boolean => stage.modes.mode.kind === 'propose';
  const idIn =
    ({ at }: Proposable) =>
    (node: Node): number | undefined =>
      placeOf(desk.renderer, at)?.scene.table.idOf(node);
  const words = ({ field, editor }: Drafted): string => {
    const value = editor.value();
    switch (value.kind) {
      case 'text':
        return value.text;
      case 'checked':
        return value.checked ? '✓' : '✗';
      case 'options':
        return [...(editor.element as HTMLSelectElement).selectedOptions].map(({ text }) => text).join(', ') || s.none;
      default:
        return field && (value satisfies never);
    }
  };
  const ready = (): [string, Drafted][] => [...drafted].filter(([, one]) => one.changed);
  const draw = (): void => {
    toggle.hidden = !desk.shown && !on();
    toggle.setAttribute('aria-pressed', String(on()));
    layer.hidden = !on();
    panel.show({
      on: on(),
      drafted: ready().map(([key, one]) => ({ name: one.name, value: words(one), remove: () => drop(key) })),
      waiting: drafts.open.length,
      full: drafts.open.length >= 5,
    });
  };
  const drop = (key: string): void => {
    const one = drafted.get(key);
    // Before it goes: it loses the focus and is asked whether anything was drafted.
    drafted.delete(key);
    one?.editor.element.remove();
    draw();
  };
  const lay = (): void => {
    frame = undefined;
    if (!on()) return;
    frame = realm.requestAnimationFrame(lay);
    const { scale } = stage;
    for (const [key, { field, editor }] of drafted) {
      const place = placeOf(desk.renderer, field.at);
      // The field is gone, or the page is another one.
      if (place?.scene.table.get(field.at.id) !== field.at.element) {
        drop(key);
        continue;
      }
      const box = toPage(place, place.scene.frame.natives.rect(field.at.element));
      const { style } = editor.element;
      style.left = `${box.left * scale}px`;
      style.top = `${box.top * scale}px`;
      style.width = `${Math.max(16, box.width * scale)}px`;
      style.height = `${Math.max(16, box.height * scale)}px`;
      style.fontSize = `${Math.max(9, 14 * scale)}px`;
    }
  };
  const judge = (key: string): void => {
    const one = drafted.get(key);
    if (!one) return;
    one.changed = !same(one.editor.value(), presentValue(one.field, idIn(one.field)));
    one.editor.element.classList.toggle('changed', one.changed);
    // Of radios of one group only one can be proposed.
    if (one.changed && one.field.kind === 'checked' && one.field.element.type === 'radio') {
      const { name, form } = one.field.element;
      for (const [other, { field }] of drafted)
        if (
          other !== key &&
          field.kind === 'checked' &&
          field.element.type === 'radio' &&
          field.element.name === name &&
          field.element.form === form
        )
          drop(other);
    }
    draw();
  };
  const open = (target: MirrorElement): boolean => {
    const place = placeOf(desk.renderer, target);
    const field = place && proposableOf(place, target);
    if (!field) return false;
    const key = keyOf(field.at);
    let one = drafted.get(key);
    if (!one) {
      const name = nameOf(field);
      const editor = createDraftEditor(document, field, { name, idOf: idIn(field), changed: () => judge(key) });
      const { element } = editor;
      one = { field, name, editor, changed: false };
      drafted.set(key, one);
      layer.append(element);
      if (field.kind === 'checked') judge(key);
      element.addEventListener('keydown', (event) => keys(event, field.at));
      element.addEventListener('blur', () => {
        if (drafted.get(key)?.changed === false) drop(key);
      });
    } else if (field.kind === 'checked') (one.editor.element as HTMLInputElement).click();
    frame ??= realm.requestAnimationFrame(lay);
    one.editor.focus();
    return true;
  };
  /** Tab goes on to the next field of the page, Escape back to the page. */
  const keys = (event: KeyboardEvent, from: MirrorElement): void => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      stage.element.focus({ preventScroll: true });
    } else if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey && step(from.element, event.shiftKey ? -1 : 1))
      event.preventDefault();
  };
  const step = (from: Element | undefined, by: 1 | -1): boolean => {
    const { renderer } = desk;
    if (!renderer) return false;
    const all = tabOrder(renderer);
    for (let next = nextStop(all, from, by); next; next = nextStop(all, next.element, by)) {
      const place = placeOf(renderer, next);
      const field = place && proposableOf(place, next);
      // Checkboxes are not turned over by passing through them.
      if (field && field.kind !== 'checked' && open(next)) return true;
    }
    return false;
  };
  const send = (): void => {
    const fields = ready();
    const sent = drafts.submit(
      fields.map(([key, { field, editor, name }]) => ({ at: { path: field.at.path, id: field.at.id }, value: editor.value(), name, key })),
    );
    if (sent === 'sent') {
      for (const [key] of fields) drop(key);
      panel.say('');
    } else panel.say(sent === 'too_many' ? s.tooManyProposals : s.tooLong);
    draw();
  };
  const withdraw = (): void => {
    if (drafts.withdraw()) panel.say(s.withdrawn);
    draw();
  };
  const input: StageInput = {
    begin() {
      draw();
      frame ??= realm.requestAnimationFrame(lay);
    },
    end: () => queueMicrotask(draw),
    pointer(event, at) {
      if (event.type !== 'pointerup') return;
      const hit = desk.hit(at);
      if (!hit) return;
      if (hit.masked) note.say(s.refused.masked, at);
      else if (!open(hit)) note.say(s.notProposable, at);
    },
    key(event) {
      if (event.type !== 'keydown' || event.key !== 'Enter' || !step(undefined, 1)) return false;
      event.preventDefault();
      return true;
    },
  };
  const mode = stage.modes.register('propose', input);
  const watching = stage.modes.watch(draw);
  const press = (): void => stage.modes.set({ kind: on() ? 'look' : 'propose' });
  toggle.addEventListener('click', press);
  const keep = (event: MouseEvent): void => {
    if (on()) event.preventDefault();
  };
  stage.layer.addEventListener('mousedown', keep);
  const forget = (): void => {
    drafts.clear();
    for (const key of drafted.keys()) drop(key);
    // Both name fields by the page's words.
    panel.say('');
    note.clear();
  };
  draw();
  return {
    message(message) {
      if (message.t !== 'proposal_answered') return;
      const answer = drafts.answered(message.proposal, message.accepted);
      if (!answer) return;
      const text = s.answered(answer.accepted.length, answer.fields.length, answer.accepted.map(({ name }) => name).join(', '));
      panel.say(text);
      if (!on()) note.say(text, { x: 8, y: 8 });
      draw();
    },
    changed() {
      if (!desk.shown && on()) stage.modes.set({ kind: 'look' });
      draw();
    },
    forget,
    stop() {
      if (frame !== undefined) realm.cancelAnimationFrame(frame);
      watching.stop();
      mode.stop();
      toggle.remove();
      layer.remove();
      panel.element.remove();
      note.stop();
      stage.layer.removeEventListener('mousedown', keep);
    },
  };
}
