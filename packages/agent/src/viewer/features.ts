import { createRemoteAssist } from '../assist/index.js';
import { createProposing } from '../assist/propose/proposing.js';
import type { Desk, DeskFeature } from './desk.js';
import { createDrawing, type Drawing } from './drawing/drawing.js';
import { createLaser } from './pointing/laser.js';
import { createOthersPointers } from './pointing/others.js';
import { createOwnPointer } from './pointing/own.js';
import { createTools } from './tools/tools.js';

export interface Features {
  readonly all: readonly DeskFeature[];
  readonly drawing: Drawing;
}

/** Everything by which an agent helps, for one desk. */
export function createFeatures(desk: Desk): Features {
  const pointer = createOwnPointer(desk);
  const drawing = createDrawing(desk, pointer);
  return {
    all: [
      createOthersPointers(desk),
      pointer,
      createLaser(desk, pointer),
      drawing,
      createTools(desk, drawing),
      createRemoteAssist(desk),
      createProposing(desk),
    ],
    drawing,
  };
}
