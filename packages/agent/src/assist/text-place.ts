import type { Act, NodePlace } from '@sightline/protocol';
import type { FramePlace } from '../render/embed/frame-at.js';
import type { Renderer } from '../render/index.js';
import type { PagePoint } from '../stage/mode.js';
import { around, isEditable, type MirrorElement, type PageBox, placeOf } from './mirror-place.js';
import { controlText } from './control-text.js';
import { richText } from './rich-text.js';
import type { TextState } from './text-edit.js';

/** Text in the mirror that can be typed into. Offsets count UTF-16 units of what `read` answers. */
export interface TextPlace extends MirrorElement {
  /** `one`: Enter does not make a line. `rich`: the page keeps structure, a selection is one of nodes. */
  readonly lines: 'one' | 'many' | 'rich';
  read(): string;
  /** Where a part of it is seen, in the customer's viewport; for a caret a box without width. Empty where that cannot be known. */
  boxes(start: number, end: number): PageBox[];
  offsetAt(at: PagePoint): number | undefined;
  /** The act that selects the same on the customer's page. */
  select(state: TextState): Act | undefined;
}

/** Inputs that hold text a caret goes through; the others have controls of their own. */
const TEXT_TYPES = /^(?:text|search|url|tel|email|number|password)$/;

export const isTextControl = (element: Element): element is HTMLInputElement | HTMLTextAreaElement =>
  element.localName === 'textarea' || (element.localName === 'input' && TEXT_TYPES.test((element as HTMLInputElement).type));

/** The outermost editable element around one. */
function editingHost(place: FramePlace, element: Element): Element | undefined {
  let host: Element | undefined;
  for (let at: Element | null = element; at; at = around(place, at)) if (isEditable(at)) host = at;
  return host;
}

/** What is typed into where this element has the focus, or is clicked. */
export function textPlaceOf(renderer: Renderer | undefined, { path, id, element }: MirrorElement): TextPlace | undefined {
  const place = placeOf(renderer, { path });
  if (!place) return undefined;
  if (isTextControl(element)) return controlText(place, { path, id }, element);
  const host = editingHost(place, element);
  const hostId = host && place.scene.table.idOf(host);
  const at: NodePlace | undefined = hostId === undefined ? undefined : { path, id: hostId };
  return host && at ? richText(place, at, host) : undefined;
}
