import type * as again from './again.js';
import type * as agents from './agents.js';
import type * as assist from './assist.js';
import type * as autopause from './autopause.js';
import type * as ask from './ask.js';
import type * as back from './back.js';
import type * as boxes from './boxes.js';
import type * as canvases from './canvases.js';
import type * as dots from './dots.js';
import type * as draw from './draw.js';
import type * as edit from './edit.js';
import type * as embed from './embed.js';
import type * as failures from './failures.js';
import type * as help from './help.js';
import type * as host from './host.js';
import type * as layers from './layers.js';
import type * as mistakes from './mistakes.js';
import type * as mouse from './mouse.js';
import type * as names from './names.js';
import type * as offer from './offer.js';
import type * as place from './place.js';
import type { previewWith } from './preview.js';
import type * as shorthands from './shorthands.js';
import type * as sketch from './sketch.js';
import type * as states from './states.js';
import type * as supply from './supply.js';
import type * as texts from './texts.js';
import type * as deep from './deep.js';

/** Parts of the SDK that only some pages need: each is loaded by the page that does, when it does. */
export interface Parts {
  again: typeof again;
  agents: typeof agents;
  ask: typeof ask;
  autopause: typeof autopause;
  assist: typeof assist;
  back: typeof back;
  boxes: typeof boxes;
  canvases: typeof canvases;
  dots: typeof dots;
  draw: typeof draw;
  edit: typeof edit;
  embed: typeof embed;
  failures: typeof failures;
  help: typeof help;
  host: typeof host;
  layers: typeof layers;
  mistakes: typeof mistakes;
  mouse: typeof mouse;
  names: typeof names;
  offer: typeof offer;
  place: typeof place;
  preview: ReturnType<typeof previewWith>;
  shorthands: typeof shorthands;
  sketch: typeof sketch;
  states: typeof states;
  supply: typeof supply;
  texts: typeof texts;
  deep: typeof deep;
}

/** Fails where the part cannot be loaded; its caller says what then: a privacy rule without its part shares nothing. */
export type LoadPart = <K extends keyof Parts>(name: K) => Promise<Parts[K]>;
