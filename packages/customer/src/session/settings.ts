import { invalid, type Result, success } from '@sightline/link';
import type { AssistType } from '@sightline/protocol';
import type { MaskSettings } from '../privacy/policy.js';
import type { Corner } from '../ui/spot.js';

/** The settings of `init`, checked and completed (surface §4). */
export interface Settings {
  appKey?: string;
  host?: string;
  zoomHostName?: string;
  /** What the page does not say of what others may do, and of its tabs, its account's defaults say. */
  allowAgentAnnotation?: boolean;
  allowCustomerAnnotation?: boolean;
  piiMask: MaskSettings;
  remoteAssist: {
    enable?: boolean;
    enableCustomerConsent?: boolean;
    remoteAssistTypes?: AssistType[];
    requireStopConfirmation?: boolean;
  };
  multiTabSessionPersistence: { enable?: boolean; stateCookieKey: string };
  requireAgentApproval: boolean;
  autoPausePaths: string[];
  deepCapture: boolean;
  frameOrigins: string[];
  locale?: string;
  theme: 'light' | 'dark' | 'system';
  ui: boolean | { position: Corner };
}

type Check = (value: unknown) => boolean;

const isString: Check = (v) => typeof v === 'string';
const isBoolean: Check = (v) => typeof v === 'boolean';
const isName: Check = (v) => typeof v === 'string' && v !== '';
const oneOf =
  (...words: string[]): Check =>
  (v) =>
    words.includes(v as string);
const isCorner = oneOf('bottom-right', 'bottom-left', 'top-right', 'top-left');
const listOf =
  (check: Check): Check =>
  (v) =>
    Array.isArray(v) && v.every(check);
const isCookieName: Check = (v) => typeof v === 'string' && /^[\w!#$%&'*+.^`|~-]{1,64}$/.test(v);
const isLocale: Check = (v) => {
  try {
    return typeof v === 'string' && Intl.getCanonicalLocales(v).length === 1;
  } catch {
    return false;
  }
};

/** A setting's check and what it is where it is not given. */
type Rule = readonly [Check, unknown?];

/** Every setting; an inner table is an object of its own. */
const RULES: Record<string, Rule | Record<string, Rule>> = {
  appKey: [isName],
  host: [isName],
  zoomHostName: [isName],
  allowAgentAnnotation: [isBoolean],
  allowCustomerAnnotation: [isBoolean],
  piiMask: {
    maskType: [oneOf('custom_input', 'all_input', 'all'), 'custom_input'],
    maskCssSelectors: [isString],
    maskHTMLAttributes: [isString],
    unmaskCssSelectors: [isString],
    maskPatterns: [
      listOf((v) => Object.prototype.toString.call(v) === '[object RegExp]' || oneOf('card', 'iban', 'ssn', 'email', 'phone')(v)),
    ],
  },
  remoteAssist: {
    enable: [isBoolean],
    enableCustomerConsent: [isBoolean],
    remoteAssistTypes: [listOf(oneOf('scroll_page', 'edit_form', 'click', 'navigate'))],
    requireStopConfirmation: [isBoolean],
  },
  multiTabSessionPersistence: { enable: [isBoolean], stateCookieKey: [isCookieName, '$$ZCB_SESSION$$'] },
  requireAgentApproval: [isBoolean, false],
  autoPausePaths: [listOf(isString), []],
  deepCapture: [isBoolean, false],
  frameOrigins: [listOf(isString), []],
  locale: [isLocale],
  theme: [oneOf('light', 'dark', 'system'), 'system'],
  ui: [(v) => isBoolean(v) || isCorner((v as { position?: unknown } | null)?.position), true],
};

type Table = Record<string, unknown>;

/** A table of settings with names that no setting has; `path` stands before them. */
export interface StrangeTable {
  table: object;
  known: readonly string[];
  path: string;
}

/**
 * Checks the settings of `init` and fills in the defaults; `undefined` counts as absent, the first wrong field is named. Tables with names
 * that no setting has are put in `strange`, to be judged by part `mistakes` before anything is shared.
 */
export function readSettings(given: unknown = {}, strange: StrangeTable[] = []): Result<Settings> {
  let field = '';
  const readTable = (table: unknown, rules: typeof RULES, path: string): Table => {
    if (typeof table !== 'object' || table === null || Array.isArray(table)) throw new Error();
    const known = Object.keys(rules);
    if (Object.keys(table).some((name) => !known.includes(name))) strange.push({ table, known, path });
    const read: Table = {};
    for (const [name, rule] of Object.entries(rules)) {
      field = path + name;
      // A getter of the page's own may throw.
      let value = (table as Table)[name];
      if (!Array.isArray(rule)) value = readTable(value === undefined ? {} : value, rule as Record<string, Rule>, `${field}.`);
      else if (value === undefined) value = rule[1];
      else if (!(rule[0] as Check)(value)) throw new Error();
      if (value !== undefined) read[name] = Array.isArray(value) ? [...value] : value;
    }
    return read;
  };
  try {
    return success(readTable(given, RULES, '') as unknown as Settings);
  } catch {
    return invalid(field || 'settings');
  }
}
