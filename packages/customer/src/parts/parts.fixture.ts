import * as again from './again.js';
import * as agents from './agents.js';
import * as ask from './ask.js';
import * as assist from './assist.js';
import * as autopause from './autopause.js';
import * as back from './back.js';
import * as boxes from './boxes.js';
import * as canvases from './canvases.js';
import * as mouse from './mouse.js';
import * as names from './names.js';
import type { Parts } from './parts.js';
import * as dots from './dots.js';
import * as draw from './draw.js';
import * as edit from './edit.js';
import * as embed from './embed.js';
import * as failures from './failures.js';
import * as help from './help.js';
import * as host from './host.js';
import * as layers from './layers.js';
import * as mistakes from './mistakes.js';
import * as offer from './offer.js';
import * as place from './place.js';
import { previewWith } from './preview.js';
import * as shorthands from './shorthands.js';
import * as sketch from './sketch.js';
import * as states from './states.js';
import * as supply from './supply.js';
import * as texts from './texts.js';
import * as deep from './deep.js';

/** What a preview was given to draw; the renderer itself is the agent's and tested there. */
export const drawn: { flags: number; body: Uint8Array }[] = [];

const preview = previewWith((options) =>
  Promise.resolve({
    apply(flags, body) {
      drawn.push({ flags, body });
      if (flags & 2) options.onShown();
    },
    forget: () => undefined,
    stop: () => undefined,
  }),
);
const PARTS: Parts = {
  again,
  agents,
  ask,
  assist,
  autopause,
  back,
  boxes,
  canvases,
  dots,
  draw,
  edit,
  embed,
  failures,
  help,
  host,
  layers,
  mistakes,
  mouse,
  names,
  offer,
  place,
  preview,
  shorthands,
  sketch,
  states,
  supply,
  texts,
  deep,
};

/** Every part, as a page loads it. */
export const loadPart = <K extends keyof Parts>(name: K): Promise<Parts[K]> => Promise.resolve(PARTS[name]);
