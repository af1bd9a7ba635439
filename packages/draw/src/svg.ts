const SVG_NS = 'http://www.w3.org/2000/svg';

export type Drawn<Tag extends keyof SVGElementTagNameMap> = SVGElementTagNameMap[Tag];

export function svg<Tag extends keyof SVGElementTagNameMap>(
  document: Document,
  tag: Tag,
  attributes: Record<string, string | number> = {},
  ...children: Element[]
): Drawn<Tag> {
  const made = document.createElementNS(SVG_NS, tag) as Drawn<Tag>;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** Sets attributes that differ from what was set last: layers are told of every stroke in every frame. */
export function keepAttributes(element: Element): (attributes: Record<string, string | number>) => void {
  const last: Record<string, string | number> = {};
  return (attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (last[name] === value) continue;
      last[name] = value;
      element.setAttribute(name, String(value));
    }
  };
}
