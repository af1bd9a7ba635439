import { invalid, type Result, success } from '@sightline/link';
import type { MaskSettings } from '../privacy/policy.js';
import type { Corner } from '../ui/spot.js';

/** The settings of `init`, checked and completed (surface §4). */
export interface Settings {
  appKey?: string;
  host?: string;
  zoomHostName?: string;
  allowAgentAnnotation: boolean;
  allowCustomerAnnotation: boolean;
  piiMask: MaskSettings;
  remoteAssist: {
    enable: boolean;
    enableCustomerConsent: boolean;
    remoteAssistTypes: RemoteAssistType[];
    requireStopConfirmation: boolean;
  };
  multiTabSessionPersistence: { enable: boolean; stateCookieKey: string };
  requireAgentApproval: boolean;
  autoPausePaths: string[];
  deepCapture: boolean;
  frameOrigins: string[];
  locale?: string;
  theme: 'light' | 'dark' | 'system';
  ui: boolean | { position: Corner };
}

export type RemoteAssistType = 'scroll_page' | 'edit_form' | 'click' | 'navigate';

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

/** Every setting and its shape; an inner table is an object of its own. */
const SHAPE: Record<string, Check | Record<string, Check>> = {
  appKey: isName,
  host: isName,
  zoomHostName: isName,
  allowAgentAnnotation: isBoolean,
  allowCustomerAnnotation: isBoolean,
  piiMask: {
    maskType: oneOf('custom_input', 'all_input', 'all'),
    maskCssSelectors: isString,
    maskHTMLAttributes: isString,
    unmaskCssSelectors: isString,
    maskPatterns: listOf((v) => v instanceof RegExp || oneOf('card', 'iban', 'ssn', 'email', 'phone')(v)),
  },
  remoteAssist: {
    enable: isBoolean,
    enableCustomerConsent: isBoolean,
    remoteAssistTypes: listOf(oneOf('scroll_page', 'edit_form', 'click', 'navigate')),
    requireStopConfirmation: isBoolean,
  },
  multiTabSessionPersistence: { enable: isBoolean, stateCookieKey: isCookieName },
  requireAgentApproval: isBoolean,
  // A promise of privacy that this build cannot keep is refused, not ignored.
  autoPausePaths: (v) => Array.isArray(v) && v.length === 0,
  deepCapture: isBoolean,
  frameOrigins: listOf(isString),
  locale: isLocale,
  theme: oneOf('light', 'dark', 'system'),
  ui: (v) => isBoolean(v) || isCorner((v as { position?: unknown } | null)?.position),
};

const DEFAULTS: Settings = {
  allowAgentAnnotation: true,
  allowCustomerAnnotation: false,
  piiMask: { maskType: 'custom_input' },
  remoteAssist: { enable: false, enableCustomerConsent: true, remoteAssistTypes: ['scroll_page'], requireStopConfirmation: false },
  multiTabSessionPersistence: { enable: false, stateCookieKey: '$$ZCB_SESSION$$' },
  requireAgentApproval: false,
  autoPausePaths: [],
  deepCapture: false,
  frameOrigins: [],
  theme: 'system',
  ui: true,
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
  const readTable = (table: unknown, shape: Record<string, Check | Record<string, Check>>, defaults: Table, path: string): Table => {
    if (typeof table !== 'object' || table === null || Array.isArray(table)) throw new TypeError();
    const known = Object.keys(shape);
    if (Object.keys(table).some((name) => !known.includes(name))) strange.push({ table, known, path });
    const read = { ...defaults };
    for (const [name, check] of Object.entries(shape)) {
      field = path + name;
      // A getter of the page's own may throw.
      const value = (table as Table)[name];
      if (value === undefined) continue;
      if (typeof check !== 'function') read[name] = readTable(value, check, defaults[name] as Table, `${field}.`);
      else if (check(value)) read[name] = Array.isArray(value) ? [...value] : value;
      else throw new TypeError();
    }
    return read;
  };
  try {
    return success(readTable(given, SHAPE, DEFAULTS as unknown as Table, '') as unknown as Settings);
  } catch {
    return invalid(field || 'settings');
  }
}
