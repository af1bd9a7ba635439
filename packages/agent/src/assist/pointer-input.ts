import type { AssistType, PointerPhase, RefusalReason } from '@sightline/protocol';
import type { Hit } from '../stage/hit.js';
import type { PagePoint } from '../stage/mode.js';
import type { ActSender } from './act-sender.js';
import { countClicks } from './clicks.js';
import { type FormControl, formControlOf, isField, pressedOptions } from './form-control.js';
import { modifiersOf } from './keymap.js';
import { type MirrorSource, placeOf } from './mirror-place.js';
import type { ScrollInput } from './scroll-input.js';
import { textPlaceOf } from './text-place.js';
import type { Typing } from './typing.js';

/** A press that goes on: what moves and ends it. */
interface Press {
  move?(event: PointerEvent, at: PagePoint): void;
  end?(event: PointerEvent, at: PagePoint): void;
}

export interface PointerInput {
  event(event: PointerEvent, at: PagePoint): void;
  /** The press was the start of something else: the button goes up again. */
  cancel(): void;
}

export interface PointerInputOptions {
  source: MirrorSource;
  sender: ActSender;
  scroll: ScrollInput;
  typing: Typing;
  granted(): readonly AssistType[];
  now(): number;
  /** Opens what stands for a list or a picker of the browser's. */
  popup(control: FormControl): void;
  /** Nothing was sent, for that reason. */
  refused(reason: RefusalReason, at: PagePoint): void;
  /** Something was sent from there. */
  aimed(at: PagePoint): void;
}

/** What a pointer does on the mirror while remote assist is granted. */
export function createPointerInput(o: PointerInputOptions): PointerInput {
  const { source, sender, typing } = o;
  const count = countClicks(o.now);
  let press: (Press & { from: PointerEvent; last: PagePoint }) | undefined;
  const may = (type: AssistType): boolean => o.granted().includes(type);

  const pointer = (phase: PointerPhase, hit: Hit, event: PointerEvent, clicks: number): Parameters<ActSender['send']>[0] => ({
    act: 'pointer',
    at: { path: hit.path, id: hit.id },
    phase,
    x: hit.fraction.x,
    y: hit.fraction.y,
    button: Math.max(0, event.button),
    modifiers: modifiersOf(event),
    clicks,
  });
  const moveInFrame = (event: PointerEvent, at: PagePoint): void =>
    sender.sendInFrame('move', () => {
      const hit = source.hit(at);
      return hit && !hit.masked ? pointer('move', hit, event, 0) : undefined;
    });

  /** A press on a text puts the caret, a drag selects, two and three clicks select words and lines. */
  const inText = (hit: Hit, event: PointerEvent, at: PagePoint, clicks: number): Press['move'] => {
    const text = textPlaceOf(source.renderer, hit);
    if (!text) return undefined;
    typing.open(text);
    const offset = text.offsetAt(at);
    if (offset === undefined) return undefined;
    const all = text.read();
    if (clicks === 1) typing.point(offset, event.shiftKey);
    else if (clicks === 2) {
      const word = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(all)].find(
        ({ index, segment }) => offset >= index && offset <= index + segment.length,
      );
      if (word) typing.select(word.index, word.index + word.segment.length);
    } else {
      const end = all.indexOf('\n', offset);
      typing.select(all.lastIndexOf('\n', offset - 1) + 1, end < 0 ? all.length : end);
    }
    return (_, to) => {
      const next = text.offsetAt(to);
      if (next !== undefined && clicks === 1) typing.point(next, true);
    };
  };
  /** What a press does to a control besides being one. */
  const onControl = (control: FormControl, hit: Hit, event: PointerEvent): Press => {
    const to = { path: control.at.path, id: control.at.id };
    typing.open(control.at);
    switch (control.kind) {
      case 'options': {
        const { table } = placeOf(source.renderer, hit)?.scene ?? {};
        const chosen = hit.element.localName === 'option' ? pressedOptions(control.select, hit.element as HTMLOptionElement, event) : [];
        const options = chosen.map((option) => table?.idOf(option)).filter((id) => id !== undefined);
        if (options.length > 0 || (hit.element.localName === 'option' && control.select.multiple))
          sender.send({ act: 'choose', at: to, options });
        return {};
      }
      case 'list':
      case 'picked':
        return { end: () => o.popup(control) };
      default:
        return control satisfies never;
    }
  };
  const down = (event: PointerEvent, at: PagePoint): Press => {
    const hit = source.hit(at);
    const place = hit && placeOf(source.renderer, hit);
    if (!hit || !place) return {};
    const bar = may('scroll_page') && event.button === 0 ? o.scroll.press(at, false) : undefined;
    if (bar) return { move: (_, to) => bar.move(to) };
    const field = isField(place, hit.element);
    if (!may('click') && !(may('edit_form') && field)) {
      typing.close();
      const drag = may('scroll_page') && event.button === 0 ? o.scroll.press(at, true) : undefined;
      if (drag) return { move: (_, to) => drag.move(to) };
      o.refused('wrong_type', at);
      return {};
    }
    if (hit.masked) {
      typing.close();
      o.refused('masked', at);
      return {};
    }
    const clicks = count(at, event.button);
    sender.send(pointer('down', hit, event, clicks));
    const edits = may('edit_form') && event.button === 0;
    const control = edits ? formControlOf(place, hit) : undefined;
    const more = control ? onControl(control, hit, event) : {};
    const select = edits && !control ? inText(hit, event, at, clicks) : undefined;
    if (!control && !select && edits && textPlaceOf(source.renderer, hit) === undefined) {
      // Keys go where the page lets the focus go.
      if (field) typing.open(hit);
      else typing.close();
    }
    return {
      move(moved, to) {
        // A slider, or what the page makes one of, follows the pointer.
        moveInFrame(moved, to);
        more.move?.(moved, to);
        if (select)
          sender.sendInFrame('select', () => {
            select(moved, to);
            return undefined;
          });
      },
      end(up, to) {
        const last = source.hit(to) ?? hit;
        sender.send(pointer('up', last.masked ? hit : last, up, clicks));
        more.end?.(up, to);
      },
    };
  };

  return {
    event(event, at) {
      switch (event.type) {
        case 'pointerdown':
          if (press) return;
          o.aimed(at);
          press = { ...down(event, at), from: event, last: at };
          return;
        case 'pointermove':
          if (press) {
            press.last = at;
            press.move?.(event, at);
          } else if (may('click') && event.pointerType !== 'touch') moveInFrame(event, at);
          return;
        case 'pointerup':
        case 'pointercancel': {
          const ended = press;
          press = undefined;
          ended?.end?.(event, event.type === 'pointerup' ? at : ended.last);
          return;
        }
        default:
      }
    },
    cancel() {
      const ended = press;
      press = undefined;
      ended?.end?.(ended.from, ended.last);
    },
  };
}
