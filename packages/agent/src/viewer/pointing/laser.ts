import type { Desk, DeskFeature } from '../desk.js';
import type { OwnPointer } from './own.js';

/** The laser: the agent's pointer is a light, and leaves a trail. */
export const createLaser = ({ stage }: Desk, pointer: OwnPointer): DeskFeature =>
  stage.modes.register('laser', { key: (event) => pointer.key(event) });
