import { BOX_TAG } from '../../render/base-sheet.js';
import type { Natives } from '../../render/natives.js';
import type { Scene } from '../../render/scene.js';
import type { Desk } from '../desk.js';
import type { Footing, MirrorPlaces } from './mirror-places.js';

/** Nodes one walk looks at: a page may have half a million. */
const MOST = 50_000;
/** CSS pixels below which there is nothing to frame. */
const SMALLEST = 6;
const NAMES = new Set(
  (
    `a button input select textarea label summary fieldset legend h1 h2 h3 h4 h5 h6 p li dt dd td th caption img svg picture video canvas ` +
    `figure blockquote pre iframe ${BOX_TAG}`
  ).split(' '),
);

export interface Candidate extends Footing {
  natives: Natives;
}

/** What the agent would point out: controls, headings, texts, pictures, masked elements; in order of the page, through shadow roots and iframes. */
export function elementsToFrame(desk: Desk, places: MirrorPlaces): Candidate[] {
  const found: Candidate[] = [];
  const { width, height } = desk.stage.page;
  let left = MOST;
  const visit = (scene: Scene, path: readonly number[], node: Node): void => {
    const { natives } = scene.frame;
    for (let child = natives.first(node); child && left-- > 0; child = natives.next(child)) {
      if (natives.type(child) !== 1) continue;
      const element = child as Element;
      const name = natives.tag(element);
      const role = name !== BOX_TAG && natives.getAttribute(element, 'role') !== null;
      const footing = NAMES.has(name) || role ? places.footingOf(path, element) : undefined;
      if (footing && seen(footing)) found.push({ ...footing, natives });
      const shadow = natives.shadow(element);
      if (shadow) visit(scene, path, shadow);
      const id = scene.table.idOf(element);
      const inner = id === undefined ? undefined : scene.embeds.of(element)?.scene;
      if (inner && id !== undefined) visit(inner, [...path, id], inner.frame.document);
      // Pictures are framed as a whole.
      else if (name !== 'svg') visit(scene, path, element);
    }
  };
  const seen = ({ box }: Footing): boolean =>
    box.width >= SMALLEST &&
    box.height >= SMALLEST &&
    box.left < width &&
    box.top < height &&
    box.left + box.width > 0 &&
    box.top + box.height > 0;
  const top = desk.renderer?.frameAt([])?.scene;
  if (top) visit(top, [], top.frame.document);
  return found;
}

/** UTF-16 units. */
const LONGEST = 80;

/** What is read out of an element that could be framed. Everything it says is on the agent's screen already. */
export function nameOf({ element, natives }: Candidate, masked: string): string {
  const tag = natives.tag(element);
  if (tag === BOX_TAG) return masked;
  const [label, alt, role] = ['aria-label', 'alt', 'role'].map((name) => natives.getAttribute(element, name));
  const text = (label ?? alt ?? natives.text(element) ?? '')
    .slice(0, LONGEST * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return `${role ?? tag} ${text.slice(0, LONGEST)}`.trim();
}
