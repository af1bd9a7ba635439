/** Events an edit, a key or a focus can cause. */
const TYPES = (
  'focus blur focusin focusout keydown keypress keyup beforeinput textInput input change select selectstart compositionstart ' +
  'compositionupdate compositionend paste copy cut submit reset invalid formdata search toggle beforetoggle close cancel command click ' +
  'pointerdown mousedown scroll'
).split(' ');
const FIELDS = (
  'bubbles cancelable composed detail inputType data isComposing key code keyCode charCode which location repeat ctrlKey shiftKey altKey ' +
  'metaKey button buttons pointerId pointerType newState oldState'
).split(' ');

export type Logged = Record<string, unknown> & { type: string };

const nameOf = (node: unknown): string => {
  if (!node) return '';
  const { id, nodeName, data } = node as Element & Partial<Text>;
  return id ? `#${id}` : data === undefined ? nodeName.toLowerCase() : `"${data}"`;
};
const carried = (transfer: DataTransfer | null | undefined): unknown =>
  transfer && Object.fromEntries([...transfer.types].filter((type) => type !== 'text/html').map((type) => [type, transfer.getData(type)]));

/** Hears all of it at the document, and what each event said there; `take` gives what came since, with what became of it. */
export function editLog(document: Document): { take(): Logged[]; stop(): void } {
  let heard: { event: Event; logged: Logged }[] = [];
  const hear = (event: Event): void => {
    const { relatedTarget, submitter, clipboardData, dataTransfer } = event as never as Record<string, never>;
    const logged: Logged = { type: event.type, target: nameOf(event.composedPath()[0]), kind: event.constructor.name };
    for (const field of FIELDS) if (field in event) logged[field] = event[field as keyof Event];
    if ('relatedTarget' in event) logged.related = nameOf(relatedTarget);
    if ('submitter' in event) logged.submitter = nameOf(submitter);
    if ('clipboardData' in event) logged.clipboard = carried(clipboardData);
    if ('dataTransfer' in event) logged.transfer = carried(dataTransfer);
    if ('getTargetRanges' in event)
      logged.ranges = (event as InputEvent)
        .getTargetRanges()
        .map((r) => [nameOf(r.startContainer), r.startOffset, nameOf(r.endContainer), r.endOffset]);
    logged.trusted = event.isTrusted;
    heard.push({ event, logged });
  };
  for (const type of TYPES) document.addEventListener(type, hear, true);
  return {
    take() {
      const taken = heard.map(({ event, logged }) => ({ ...logged, prevented: event.defaultPrevented }));
      heard = [];
      return taken;
    },
    stop() {
      for (const type of TYPES) document.removeEventListener(type, hear, true);
    },
  };
}

/** An event in one line, less the fields named; what is false, nought or empty is left out. */
export function inLine({ type, target, kind, ...rest }: Logged, without: ReadonlySet<string>): string {
  const said = Object.entries(rest).filter(([name, value]) => !without.has(name) && value && !(Array.isArray(value) && value.length === 0));
  return [type, target, kind, ...said.map(([name, value]) => (value === true ? name : `${name}=${JSON.stringify(value)}`))].join(' ');
}

/** How many letters and line breaks of an editable region come before a place: browsers write one caret in several ways. */
function before(host: Element, node: Node | null | undefined, offset = 0): number {
  const range = host.ownerDocument.createRange();
  range.selectNodeContents(host);
  if (node) range.setEnd(node, offset);
  const copy = range.cloneContents();
  return (copy.textContent ?? '').length + copy.querySelectorAll('br, div').length;
}

/** What a form and its editable regions hold now, as far as a page can ask. */
export function stateOf(root: HTMLElement): (Logged | string)[] {
  const controls = [...root.querySelectorAll<HTMLInputElement>('input, textarea, select, dialog, details, [popover]')];
  const selection = root.ownerDocument.getSelection();
  const valid = Object.entries(Object.getOwnPropertyDescriptors(ValidityState.prototype));
  return [
    `focus ${nameOf(root.ownerDocument.activeElement)}`,
    ...controls.map((control) => ({
      type: control.localName,
      target: nameOf(control),
      kind: control.type ?? '',
      value: control.value,
      checked: control.checked,
      open: (control as unknown as HTMLDialogElement).open,
      popover: control.matches(':popover-open'),
      selected: [...((control as unknown as HTMLSelectElement).selectedOptions ?? [])].map(({ value }) => value),
      caret: typeof control.selectionStart === 'number' ? [control.selectionStart, control.selectionEnd] : '',
      userInvalid: control.matches(':user-invalid'),
      validity: valid.flatMap(([name, { get }]) => (control.validity && get?.call(control.validity) ? [name] : [])),
    })),
    ...[...root.querySelectorAll('[contenteditable]')].flatMap((host) => [
      host.innerHTML,
      host.contains(selection?.anchorNode ?? null)
        ? `${before(host, selection?.anchorNode, selection?.anchorOffset)}-${before(host, selection?.focusNode, selection?.focusOffset)}`
        : '',
    ]),
  ];
}
