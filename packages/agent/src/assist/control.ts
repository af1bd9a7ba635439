import type { AssistType, HistoryStep } from '@sightline/protocol';
import { make } from '../viewer/make.js';
import { isolate } from '../viewer/people.js';
import type { AssistStrings } from './strings.js';
import type { AssistView } from './assist-view.js';
import { navigationBar } from './navigation-bar.js';

/** The state of remote assist in the toolbar, in words, and what can be done next. */
export interface AssistControl {
  show(view: AssistView, acting: boolean, picking: boolean): void;
  stop(): void;
}

export interface AssistControlOptions {
  document: Document;
  /** Its place in the toolbar. */
  host: HTMLElement;
  strings: AssistStrings;
  act: {
    ask(types: readonly AssistType[]): void;
    stop(): void;
    /** Acts on the page, or only looks at it. */
    mode(act: boolean): void;
    pick(on: boolean): void;
    history(by: HistoryStep): void;
    go(url: string): void;
  };
}

export function createAssistControl({ document, host, strings: s, act }: AssistControlOptions): AssistControl {
  const button = (text: string, run: () => void, className = ''): HTMLButtonElement => {
    const made = make(document, 'button', { type: 'button', class: className }, text);
    made.addEventListener('click', run);
    return made;
  };
  const state = make(document, 'span', { class: 'assist-state' });
  const light = make(document, 'i', { 'aria-hidden': 'true' });
  const opener = make(document, 'button', { type: 'button', class: 'assist-open', 'aria-expanded': 'false' }, light, state);
  const heading = make(document, 'b');
  const sentence = make(document, 'p');
  const kinds = make(document, 'fieldset', {}, make(document, 'legend', {}, s.choose));
  const steps = make(document, 'div', { class: 'assist-steps' });
  const navigation = navigationBar(document, s, act);
  const panel = make(
    document,
    'div',
    { class: 'assist-panel', role: 'group', 'aria-label': s.name, hidden: '' },
    heading,
    sentence,
    kinds,
    steps,
    navigation.element,
  );
  const quick = make(document, 'span', { class: 'assist-quick' });
  const news = make(document, 'span', { class: 'spoken', role: 'status' });
  const own = make(document, 'span', { class: 'assist-control', hidden: '' }, opener, quick, panel, news);
  host.append(own);

  let view: AssistView = { kind: 'unknown' };
  let sure = false;
  let drawn = '';

  const open = (on: boolean): void => {
    panel.hidden = !on;
    opener.setAttribute('aria-expanded', String(on));
  };
  const choices = (types: readonly AssistType[]): (() => AssistType[]) => {
    const boxes = types.map((type) => {
      const box = make(document, 'input', { type: 'checkbox', value: type, checked: '' });
      return { type, box, label: make(document, 'label', {}, box, s.kinds[type]) };
    });
    kinds.replaceChildren(make(document, 'legend', {}, s.choose), ...boxes.map(({ label }) => label));
    kinds.hidden = types.length === 0;
    return () => boxes.filter(({ box }) => box.checked).map(({ type }) => type);
  };
  const asking = (types: readonly AssistType[], text: string): HTMLButtonElement => {
    const chosen = choices(types);
    const ask = button(text, () => act.ask(chosen()), 'accent');
    kinds.onchange = () => void (ask.disabled = chosen().length === 0);
    return ask;
  };
  const stopping = (): HTMLElement[] => {
    if (view.kind !== 'held') return [];
    if (!sure || !view.confirmStop) {
      const stop = button(s.stopYes, view.confirmStop ? () => confirm(true) : act.stop, 'danger');
      stop.setAttribute('aria-label', s.stop);
      stop.title = s.stop;
      return [stop];
    }
    return [make(document, 'span', {}, s.stopQuestion), button(s.stopYes, act.stop, 'sure'), button(s.stopNo, () => confirm(false))];
  };
  const confirm = (on: boolean): void => {
    sure = on;
    drawn = '';
    draw();
    quick.querySelector('button')?.focus();
  };
  let acting = false;
  let picking = false;
  const words = (): readonly [string, string] => {
    switch (view.kind) {
      case 'unknown':
        return ['', ''];
      case 'off':
        return s.off;
      case 'ready':
        return s.ready;
      case 'asked':
        return s.asked(view.from === undefined ? undefined : isolate(view.from));
      case 'held':
        return s.held(view.types.map((type) => s.kinds[type]).join(', '));
      case 'taken':
        return s.taken(isolate(view.by));
      default:
        return view satisfies never;
    }
  };
  const ended = (): string => {
    if (view.kind !== 'ready' && view.kind !== 'taken') return '';
    const { last } = view;
    return !last ? '' : 'denied' in last ? s.denied[last.denied] : s.stopped[last.stopped];
  };
  const draw = (): void => {
    const next = JSON.stringify([view, acting, picking, sure]);
    if (next === drawn) return;
    drawn = next;
    own.hidden = view.kind === 'unknown';
    own.dataset['state'] = view.kind;
    const [short, long] = words();
    state.textContent = short;
    heading.textContent = short;
    sentence.textContent = [ended(), long].filter((part) => part !== '').join(' ');
    if (news.textContent !== `${short}. ${ended()}`) news.textContent = `${short}. ${ended()}`;
    choices([]);
    const inBar: HTMLElement[] = [];
    const inPanel: HTMLElement[] = [];
    switch (view.kind) {
      case 'ready':
        inPanel.push(asking(view.can, s.ask));
        break;
      case 'taken':
        inPanel.push(asking(view.can, s.takeOver));
        break;
      case 'asked':
        inBar.push(button(s.takeBack, act.stop));
        break;
      case 'held': {
        const toggle = button(s.act, () => act.mode(!acting));
        toggle.setAttribute('aria-pressed', String(acting));
        toggle.setAttribute('aria-label', s.actOnPage);
        toggle.title = s.actOnPage;
        // The question stands in its place: there is no room for both on a narrow screen.
        if (!sure) inBar.push(toggle);
        if (view.types.includes('scroll_page')) {
          const bring = button(s.bring, () => act.pick(!picking));
          bring.setAttribute('aria-pressed', String(picking));
          bring.title = s.bringHint;
          inPanel.push(bring);
        }
        if (view.more.length > 0 && !view.asked) inPanel.push(asking([...view.types, ...view.more], s.askMore));
        inBar.push(...stopping());
        break;
      }
      case 'unknown':
      case 'off':
        break;
      default:
        view satisfies never;
    }
    quick.replaceChildren(...inBar);
    steps.replaceChildren(...inPanel);
    navigation.show(view.kind === 'held' && view.types.includes('navigate'));
  };
  const toggle = (): void => open(panel.hidden !== false);
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || panel.hidden) return;
    event.stopPropagation();
    open(false);
    opener.focus();
  };
  const away = (event: PointerEvent): void => {
    if (!event.composedPath().includes(own)) open(false);
  };
  opener.addEventListener('click', toggle);
  own.addEventListener('keydown', escape);
  document.addEventListener('pointerdown', away);

  return {
    show(next, isActing, isPicking) {
      const asked = next.kind === 'asked' || (next.kind === 'held' && view.kind !== 'held');
      if (next.kind !== view.kind) sure = false;
      view = next;
      [acting, picking] = [isActing, isPicking];
      draw();
      if (asked || view.kind === 'unknown') open(false);
    },
    stop() {
      document.removeEventListener('pointerdown', away);
      own.remove();
    },
  };
}
