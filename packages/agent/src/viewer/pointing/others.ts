import { LIMITS, MalformedFrame, PointerOp, Reader, SeatFlag, FrameKind } from '@sightline/protocol';
import type { PersonPointer } from '@sightline/draw';
import type { FramePlace } from '../../render/embed/frame-at.js';
import type { PagePoint } from '../../stage/mode.js';
import type { Desk, DeskFeature, Person } from '../desk.js';

/** Seat of a customer whose service does not number seats. */
const UNKNOWN_SEAT = 0;

interface Shown {
  pointer: PersonPointer;
  at: PagePoint | undefined;
}

/** The customer's pointer and the other agents', drawn over the page with their names. What makes no sense hides one: the next is a moment away. */
export function createOthersPointers(desk: Desk): DeskFeature {
  const reader = new Reader();
  const shown = new Map<number, Shown>();

  const of = (person: Person): Shown => {
    const pointer = desk.ink.person(person.seat, { name: person.userName || roleName(person), color: person.color });
    const before = shown.get(person.seat);
    if (before?.pointer === pointer) return before;
    pointer.element.className = `pointer ${person.role}`;
    const made: Shown = { pointer, at: undefined };
    shown.set(person.seat, made);
    return made;
  };
  const roleName = ({ role, userId }: Person): string => (role === 'customer' ? desk.strings.customer : userId);
  const customer = (): Person =>
    desk.people.find(({ role }) => role === 'customer') ?? {
      seat: UNKNOWN_SEAT,
      color: 0,
      userId: '',
      userName: '',
      role: 'customer',
      present: true,
    };
  const hide = (one: Shown): void => {
    one.at = undefined;
    one.pointer.hide();
  };
  const put = (one: Shown, at: PagePoint): void => {
    one.at = at;
    one.pointer.move(at.x * desk.stage.scale, at.y * desk.stage.scale);
  };
  const light = (one: Shown, at: PagePoint): void => {
    one.at = at;
    one.pointer.laser(at.x * desk.stage.scale, at.y * desk.stage.scale, desk.now());
    desk.wake();
  };
  const play = (one: Shown, body: Uint8Array): void => {
    reader.reset();
    reader.open(body);
    const path: number[] = [];
    let op = reader.u8();
    for (; op === PointerOp.Frame && path.length < LIMITS.embedDepth; op = reader.u8()) path.push(reader.varint());
    const place = desk.renderer?.frameAt(path);
    if (!place || op === PointerOp.Leave) return hide(one);
    const next = (): PagePoint => pagePoint(place, reader.int(), reader.int());
    one.pointer.inside(op === PointerOp.InsideBox);
    switch (op) {
      case PointerOp.Move:
        return put(one, next());
      case PointerOp.Laser:
        return light(one, next());
      case PointerOp.Down:
      case PointerOp.Up:
        put(one, next());
        return one.pointer.press(op === PointerOp.Down);
      case PointerOp.InsideBox: {
        const box = place.scene.table.get(reader.varint());
        if (box?.nodeType !== 1) return;
        const { left, top, width, height } = (box as Element).getBoundingClientRect();
        return put(one, pagePoint(place, left + width / 2, top + height / 2));
      }
      default:
        throw new MalformedFrame('unknown pointer operation');
    }
  };
  return {
    frame(header, body) {
      if (header.kind !== FrameKind.Pointer || !desk.shown) return;
      const person = header.flags & SeatFlag.Agent ? desk.person(header.stream) : customer();
      if (!person || person.seat === desk.you?.seat || (header.flags & SeatFlag.Agent) > 0 !== (person.role === 'agent')) return;
      const one = of(person);
      try {
        play(one, body);
      } catch {
        hide(one);
      }
    },
    changed() {
      const people = desk.people.some(({ role }) => role === 'customer') ? desk.people : [...desk.people, customer()];
      const others = people.filter(({ seat }) => seat !== desk.you?.seat);
      for (const seat of shown.keys()) {
        if (others.some((person) => person.seat === seat)) continue;
        desk.ink.leave(seat);
        shown.delete(seat);
      }
      for (const person of others) {
        const one = of(person);
        if (!person.present || !desk.shown) hide(one);
      }
    },
    scaled() {
      for (const one of shown.values()) if (one.at) put(one, one.at);
    },
    forget() {
      for (const one of shown.values()) hide(one);
    },
    stop() {
      for (const seat of shown.keys()) desk.ink.leave(seat);
      shown.clear();
    },
  };
}

const pagePoint = ({ left, top, scaleX, scaleY }: FramePlace, x: number, y: number): PagePoint => ({
  x: left + x * scaleX,
  y: top + y * scaleY,
});
