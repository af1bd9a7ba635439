import { LIMITS, Op } from '@sightline/protocol';
import type { EmbedHost, EmbedTracker } from '../capture/late-embeds.js';
import type { Stream } from '../capture/stream.js';
import type { Embed, EmbedContext } from './embed.js';
import { pointerInFrame, writeEmbedded } from './embedded.js';
import { embedInner } from './inner.js';
import { createListing } from './listing.js';
import { onList } from './origins.js';
import { embedOuter } from './outer.js';
import { createPeek, type Peek } from './peek.js';

/** A mirrored `iframe` and what is in it. */
interface Place {
  readonly element: Element;
  /** Its id in the stream that is open. */
  id: number;
  /** Of the stream that is open: its document's stream is open too. */
  opened: boolean;
  /** Of the stream that is open: the host named last as one whose document is not shared. */
  told: string | undefined;
  /** What was captured last, as `peek` named it; a document that failed stays here, so that it is not tried again. */
  seen: Peek;
  embed: Embed | undefined;
}

/**
 * Follows the documents in the iframes of one document. Each has a capture of its own, whose frames ride in the stream of the
 * document around it (docs/adr/0012); a iframe whose document cannot be had is named as one that is not shared.
 */
export function createEmbeds(host: EmbedHost): EmbedTracker {
  const { options } = host;
  const level = (options.above?.level ?? 0) + 1;
  const room = options.above?.room ?? { left: LIMITS.embeds };
  const places = new Map<Element, Place>();
  const peek = createPeek(host);
  const listing = createListing();
  let stream: Stream | undefined;

  const close = (place: Place): void => {
    const { embed } = place;
    if (!embed) return;
    place.embed = undefined;
    place.opened = false;
    room.left++;
    embed.stop();
  };
  /** Its place says that nothing of it is shared. */
  const hide = (place: Place, from: string): void => {
    if (place.told === from) return;
    place.told = from;
    host.say((writer) => {
      writer.u8(Op.Unshared);
      writer.varint(place.id);
      writer.string(from);
    });
  };
  const contextOf = (place: Place): EmbedContext => ({
    host,
    level,
    room,
    emit(frame) {
      if (!place.opened) return;
      place.told = undefined;
      host.say((writer) => writeEmbedded(writer, place.id, frame));
    },
    ready: () => place.opened && options.ready(),
    pointer(body) {
      if (place.opened) options.pointer(pointerInFrame(place.id, body));
    },
    failed(error) {
      listing.failed(error);
      close(place);
      if (stream) hide(place, hostOf(place.seen));
    },
  });
  const begin = (place: Place, seen: Peek): void => {
    close(place);
    place.seen = seen;
    if (seen.is === 'nothing' || room.left <= 0 || level > LIMITS.embedDepth) return;
    const context = contextOf(place);
    try {
      if (seen.is === 'inner') place.embed = embedInner(context, seen.document, seen.policy);
      else if (seen.target !== null && onList(options.frames?.origins ?? [], seen.origin))
        place.embed = embedOuter({ context, target: seen.target, origin: seen.origin });
      else listing.unshared(seen.host);
      if (place.embed) room.left--;
    } catch (error) {
      listing.failed(error);
    }
  };
  const look = (place: Place): void => {
    const seen = peek(place.element);
    if (!same(seen, place.seen)) begin(place, seen);
    const { embed } = place;
    if (!embed?.shown) hide(place, hostOf(seen));
    if (embed === undefined || place.opened) return;
    place.opened = true;
    embed.open();
  };
  const sync = (now: Stream): void => {
    if (stream !== now) {
      for (const place of places.values()) place.told = undefined;
      stream = now;
    }
    for (const [element, place] of places) {
      if (now.nodes.ids.has(element) && now.frames.has(now.nodes.ids.get(element) ?? 0)) continue;
      close(place);
      places.delete(element);
    }
    for (const [id, element] of now.frames) {
      let place = places.get(element);
      if (place === undefined)
        places.set(element, (place = { element, id, opened: false, told: undefined, seen: NOTHING, embed: undefined }));
      place.id = id;
      look(place);
      // What was seen in it ended the stream.
      if (stream !== now) return;
    }
  };
  return {
    sync,
    loaded(frame) {
      const place = places.get(frame);
      if (place === undefined) return;
      close(place);
      place.seen = NOTHING;
      host.wake();
    },
    at([id, ...path]) {
      for (const place of places.values()) if (place.id === id && place.opened) return place.embed?.capture?.at(path);
      return undefined;
    },
    renew([id, ...path]) {
      for (const place of places.values()) if (place.id === id && place.opened) place.embed?.renew(path);
    },
    wake() {
      for (const { embed } of places.values()) embed?.wake();
    },
    flush() {
      if (stream) sync(stream);
      for (const { embed } of places.values()) embed?.flush();
    },
    idle() {
      stream = undefined;
      for (const place of places.values()) {
        place.opened = false;
        place.embed?.idle();
      }
    },
    stop() {
      stream = undefined;
      for (const place of places.values()) close(place);
      places.clear();
    },
  };
}

const NOTHING: Peek = { is: 'nothing' };

const hostOf = (seen: Peek): string => (seen.is === 'other' ? seen.host : '');

const same = (a: Peek, b: Peek): boolean =>
  a.is === 'inner' && b.is === 'inner'
    ? a.document === b.document && a.policy.unmask === b.policy.unmask
    : a.is === 'other' && b.is === 'other'
      ? a.host === b.host && a.origin === b.origin && a.target === b.target
      : a.is === b.is;
