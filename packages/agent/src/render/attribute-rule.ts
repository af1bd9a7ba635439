import { allowedAttribute, HTML_NS, isUrlAttribute } from '@sightline/protocol';

const PICTURES = new Set(['img', 'input', 'source', 'video', 'audio', 'image', 'feImage', 'use', 'body', 'table', 'td', 'th', 'tr']);

/** Names the picture of a canvas: the one attribute of ours that the wire may carry. */
export const CANVAS_ATTRIBUTE = 'sightline-canvas';

/** What a value has to pass before it may be set. */
export type AttributeRule = 'drop' | 'plain' | 'style' | 'css' | 'link' | 'picture' | 'fragment' | 'canvas' | 'canvas size';

/** The rule of attribute `name` (qualified) on an element `tag` (local name) of `namespace`. What is not known is dropped. */
export function attributeRule(namespace: string, tag: string, name: string): AttributeRule {
  if (namespace === HTML_NS && tag === 'canvas') {
    if (name === CANVAS_ATTRIBUTE) return 'canvas';
    if (name === 'width' || name === 'height') return 'canvas size';
  }
  // An access key would act inside the frame from the agent's keyboard.
  if (name === 'accesskey' || name.startsWith('sightline-') || !allowedAttribute(namespace, name, tag)) return 'drop';
  if (name === 'style') return tag === 'style' ? 'drop' : 'style';
  if (isUrlAttribute(name)) {
    if (name === 'usemap') return 'fragment';
    if (name === 'href' || name === 'xlink:href') {
      if (tag === 'a' || tag === 'area') return 'link';
      return namespace === HTML_NS ? 'drop' : 'picture';
    }
    return PICTURES.has(tag) && (name === 'src' || name === 'poster' || name === 'background') ? 'picture' : 'drop';
  }
  return namespace === HTML_NS ? 'plain' : 'css';
}
