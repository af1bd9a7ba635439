import type { Desk, DeskFeature } from './desk.js';
import { createLaser } from './pointing/laser.js';
import { createOthersPointers } from './pointing/others.js';
import { createOwnPointer } from './pointing/own.js';

/** Everything by which an agent helps, for one desk. */
export function createFeatures(desk: Desk): readonly DeskFeature[] {
  const pointer = createOwnPointer(desk);
  return [createOthersPointers(desk), pointer, createLaser(desk, pointer)];
}
