import type { Act } from '@sightline/protocol';
import { onTestFinished } from 'vitest';
import { type Assisted, assisted } from './assist.fixture.js';

const STYLE = '<style>body{margin:0}body>*{position:absolute;left:10px;width:200px;height:24px;margin:0}</style>';

/** A page with an agent in it, until the test is over. */
export async function open(html: string, masks = {}): Promise<Assisted> {
  const on = await assisted(`${STYLE}${html}`, masks);
  onTestFinished(() => on.stop());
  return on;
}
export const pointer = (
  on: Assisted,
  target: Element,
  phase: 'move' | 'down' | 'up',
  more: Partial<Act & { act: 'pointer' }> = {},
): Act => ({
  act: 'pointer',
  at: on.placeOf(target),
  phase,
  x: 0.5,
  y: 0.5,
  button: 0,
  modifiers: 0,
  clicks: 1,
  ...more,
});
/** The reason of the first part that is refused. */
export const press = (on: Assisted, target: Element, more: Partial<Act & { act: 'pointer' }> = {}): string | undefined =>
  on.act(pointer(on, target, 'down', more)) ?? on.act(pointer(on, target, 'up', more));
export const heard = (target: EventTarget, ...types: string[]): string[] => {
  const all: string[] = [];
  for (const type of types) target.addEventListener(type, () => all.push(type), true);
  return all;
};
