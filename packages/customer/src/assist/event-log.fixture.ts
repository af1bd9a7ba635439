/** Events of the kinds an act can cause. */
const TYPES = `pointerover pointerenter pointermove pointerdown pointerup pointerout pointerleave pointercancel
mouseover mouseenter mousemove mousedown mouseup mouseout mouseleave gotpointercapture lostpointercapture
click dblclick auxclick contextmenu wheel scroll scrollend focus blur focusin focusout beforeinput input change invalid
submit reset formdata beforetoggle toggle command cancel close select selectstart selectionchange dragstart drag dragend`.split(/\s+/);

const FIELDS = `bubbles cancelable composed detail clientX clientY pageX pageY offsetX offsetY movementX movementY button buttons which
ctrlKey shiftKey altKey metaKey pointerId pointerType isPrimary pressure tangentialPressure width height tiltX tiltY twist altitudeAngle
azimuthAngle deltaX deltaY deltaZ deltaMode inputType data newState oldState command eventPhase`.split(/\s+/);

export interface Logged {
  type: string;
  target: string;
  kind: string;
  prevented: boolean;
  trusted: boolean;
  [field: string]: unknown;
}

const nameOf = (node: unknown): string => {
  const { id, nodeName } = (node ?? {}) as Element;
  return node === null || node === undefined ? '' : id ? `#${id}` : (nodeName ?? 'window').toLowerCase();
};

/** Hears everything in a window from the first listener on; `take` gives what came since. */
export function eventLog(view: Window): { take(): Logged[]; stop(): void } {
  let heard: { event: Event; logged: Logged }[] = [];
  const hear = (event: Event): void => {
    if ((event.target as Element).localName === 'sightline-act') return;
    const logged: Logged = {
      type: event.type,
      // Where in the text a selection begins is told by its text or by what holds it.
      target: event.type === 'selectstart' ? '' : event.composedPath().slice(0, 1).map(nameOf).join(),
      related: nameOf((event as MouseEvent).relatedTarget ?? (event as SubmitEvent).submitter),
      inButton: event.type === 'selectstart' && (event.target as Node).parentElement?.closest('button') != null,
      kind: event.constructor.name,
      prevented: false,
      trusted: event.isTrusted,
      realm: event instanceof (view as typeof globalThis & Window).Event,
    };
    for (const field of FIELDS) if (field in event) logged[field] = event[field as keyof Event];
    if ('view' in event) logged.view = event.view === view;
    heard.push({ event, logged });
  };
  // A browser makes these only where an element listens.
  const each = (how: 'addEventListener' | 'removeEventListener'): void => {
    for (const type of TYPES) {
      if (!/(?:enter|leave)$/.test(type)) view[how](type, hear, true);
      else for (const element of view.document.querySelectorAll('body *')) element[how](type, hear);
    }
  };
  each('addEventListener');
  return {
    take() {
      const taken = heard.map(({ event, logged }) => ({ ...logged, prevented: event.defaultPrevented }));
      heard = [];
      return taken;
    },
    stop() {
      each('removeEventListener');
    },
  };
}

/** Where two logs are not alike: in kind, target and order, and in what the events at the same place say. */
export function unlike(ours: readonly Logged[], real: readonly Logged[]): string[] {
  const name = ({ type, target, related }: Logged): string => `${type} ${target} ${String(related)}`;
  const [mine, theirs] = [ours.map(name), real.map(name)];
  if (mine.join('\n') !== theirs.join('\n')) {
    const at = mine.findIndex((one, i) => one !== theirs[i]);
    const from = at < 0 ? mine.length : at;
    return [`from event ${from} on`, `ours: ${mine.slice(from, from + 9).join(', ')}`, `real: ${theirs.slice(from, from + 9).join(', ')}`];
  }
  return ours.flatMap((event, i) =>
    Object.keys({ ...event, ...real[i] })
      .filter((field) => field !== 'trusted' && event[field] !== real[i]?.[field])
      .map((field) => `${name(event)}: ${field} is ${String(event[field])}, of a hand ${String(real[i]?.[field])}`),
  );
}
