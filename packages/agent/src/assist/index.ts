import type { Act, AssistType } from '@sightline/protocol';
import type { PagePoint, StageInput } from '../stage/mode.js';
import type { Desk, DeskFeature } from '../viewer/desk.js';
import { createActSender, type Sent } from './act-sender.js';
import { assistView } from './assist-view.js';
import { createAssistControl } from './control.js';
import { openByCustomer } from './customer-popups.js';
import { formControlOf } from './form-control.js';
import { createNote } from './note.js';
import { createPointerInput } from './pointer-input.js';
import { createPopup } from './popup.js';
import { createScrollInput } from './scroll-input.js';
import { createTyping } from './typing.js';

/** Milliseconds between two looks at what the customer has open. */
const LOOK_MS = 50;
/** Places of acts that a refusal may still come for. */
const REMEMBERED = 256;

/** Remote assist at the desk: its state in the toolbar, and what the agent does on the mirror as acts (surface §8). */
export function createRemoteAssist(desk: Desk): DeskFeature {
  const { document, realm, stage, toolbar, strings } = desk;
  const s = strings.assist;
  const now = (): number => realm.performance.now();
  const granted = (): readonly AssistType[] =>
    desk.shown && desk.remoteAssist.holder?.userId === desk.userId ? (desk.remoteAssist.holder?.types ?? []) : [];
  let pointed: PagePoint = { x: 0, y: 0 };
  let picking = false;
  const places = new Map<number, PagePoint>();

  const note = createNote(document, stage);
  const sender = createActSender({ link: desk.link, realm, granted, position: () => desk.position });
  const failed = (sent: Sent): void => {
    if (sent === 'sent') return;
    note.say(sent === 'too_long' ? s.tooLong : s.refused[sent === 'not_granted' ? 'wrong_type' : sent], pointed);
  };
  const send = (act: Act): void => failed(sender.send(act));
  const remember = (at: PagePoint): void => {
    pointed = at;
    places.set(sender.number + 1, at);
    for (const oldest of places.keys()) if (places.size > REMEMBERED) places.delete(oldest);
  };
  const typing = createTyping({
    desk,
    sender,
    control: (event, at) => {
      const place = desk.renderer?.frameAt(at.path);
      const control = place && formControlOf(place, at);
      const opens = event.key === 'Enter' || event.key === ' ' || (event.altKey && event.key === 'ArrowDown');
      if ((control?.kind !== 'list' && control?.kind !== 'picked') || !opens) return false;
      popup.open(control, true);
      return true;
    },
    failed,
    lost: () => note.say(s.turnedAway, pointed),
  });
  const popup = createPopup({
    desk,
    choose: ({ path, id }, options) => send({ act: 'choose', at: { path, id }, options }),
    value: ({ path, id }, text) => send({ act: 'value', at: { path, id }, text }),
    done: (at) => typing.open(at),
  });
  const scroll = createScrollInput(desk, sender, now);
  const pointer = createPointerInput({
    source: desk,
    sender,
    scroll,
    typing,
    granted,
    now,
    popup: (control) => {
      if (control.kind === 'list' || control.kind === 'picked') popup.open(control, true);
    },
    refused: (reason, at) => note.say(s.refused[reason], at),
    aimed: remember,
  });
  const pick = (on: boolean): void => {
    picking = on;
    if (on) stage.modes.set({ kind: 'assist' });
    draw();
  };
  const input: StageInput = {
    begin: () => draw(),
    end() {
      picking = false;
      pointer.cancel();
      // In this order: a popup that closes gives the keys back to its field.
      popup.close();
      typing.close();
      sender.clear();
      draw();
    },
    pointer(event, at) {
      if (event.type === 'pointerdown') popup.close();
      if (!picking) return pointer.event(event, at);
      if (event.type !== 'pointerup') return;
      const hit = desk.hit(at);
      remember(at);
      if (hit) send({ act: 'show', at: { path: hit.path, id: hit.id } });
      pick(false);
    },
    cancel: pointer.cancel,
    wheel(event, at) {
      if (!granted().includes('scroll_page')) return;
      event.preventDefault();
      scroll.wheel(event, at);
    },
    key(event) {
      if (event.type !== 'keydown') return false;
      if (event.key === 'Escape' && picking) pick(false);
      else if (event.key === 'Enter' && granted().includes('edit_form')) typing.enter();
      else if (!granted().includes('scroll_page') || !scroll.key(event, pointed)) return false;
      event.preventDefault();
      return true;
    },
  };
  const mode = stage.modes.register('assist', input);
  const control = createAssistControl({
    document,
    host: toolbar.assist,
    strings: s,
    act: {
      ask: desk.ask.request,
      stop: desk.ask.stop,
      mode: (act) => stage.modes.set({ kind: act ? 'assist' : 'look' }),
      pick,
      history: (by) => send({ act: 'history', by }),
      go: (url) => send({ act: 'go', url }),
    },
  });
  const acting = (): boolean => stage.modes.mode.kind === 'assist';
  function draw(): void {
    control.show(assistView(desk.remoteAssist, desk.userId), acting(), picking);
  }
  const watching = stage.modes.watch(draw);
  // The focus stays with what is typed into; the desk's own menu is no use over the page.
  const keep = (event: MouseEvent): void => {
    if (acting()) event.preventDefault();
  };
  stage.layer.addEventListener('mousedown', keep);
  stage.layer.addEventListener('contextmenu', keep);
  /** The popup the customer has open, as far as the agent has not one open. */
  let theirs: Element | undefined;
  const look = realm.setInterval(() => {
    const open = desk.shown ? openByCustomer(desk.renderer) : undefined;
    if (open?.at.element === theirs) return;
    if (theirs && popup.at?.element === theirs) popup.close();
    theirs = open?.at.element;
    if (open && !popup.at) popup.open(open, false);
  }, LOOK_MS);
  let held = false;
  draw();
  return {
    message(message) {
      if (message.t !== 'assist_refused') return;
      const near = [...places].findLast(([number]) => number <= message.act)?.[1] ?? pointed;
      note.say(s.refused[message.reason], near);
    },
    changed() {
      const holds = granted().length > 0;
      // Granted, the page is there to be acted on; over, it is only looked at.
      if (holds && !held) stage.modes.set({ kind: 'assist' });
      if (!holds && acting()) stage.modes.set({ kind: 'look' });
      held = holds;
      draw();
    },
    forget() {
      // In this order: a popup that closes gives the keys back to its field.
      popup.close();
      typing.close();
      sender.clear();
      places.clear();
    },
    stop() {
      realm.clearInterval(look);
      watching.stop();
      mode.stop();
      control.stop();
      typing.stop();
      popup.stop();
      note.stop();
      sender.stop();
      stage.layer.removeEventListener('mousedown', keep);
      stage.layer.removeEventListener('contextmenu', keep);
    },
  };
}
