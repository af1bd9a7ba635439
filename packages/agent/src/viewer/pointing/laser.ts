import { TOOL_KEYS } from '@sightline/draw';
import { LOOK } from '../../stage/mode.js';
import type { Desk, DeskFeature } from '../desk.js';
import type { OwnPointer } from './own.js';

/** The laser: the agent's pointer is a light, and leaves a trail. Its key takes it, and puts it away. */
export function createLaser({ stage }: Desk, pointer: OwnPointer): DeskFeature {
  const { stop } = stage.modes.register('laser', { key: (event) => pointer.key(event) });
  stage.shortcuts.set(TOOL_KEYS.laser, () => stage.modes.set(stage.modes.mode.kind === 'laser' ? LOOK : { kind: 'laser' }));
  return { stop };
}
