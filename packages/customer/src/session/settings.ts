import { invalid, type Result, success } from '@sightline/link';
import type { MaskSettings } from '../privacy/policy.js';

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
  ui: boolean;
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

/** Every setting and its shape; an inner table is an object of its own. Others are ignored: they are another SDK's. */
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
  ui: isBoolean,
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

/** Checks the settings of `init` and fills in the defaults; `undefined` counts as absent, the first wrong field is named. */
export function readSettings(given: unknown): Result<Settings> {
  if (given === undefined) return success({ ...DEFAULTS });
  const wrong = { field: '' };
  const read = readTable(given, SHAPE, DEFAULTS as unknown as Record<string, unknown>, wrong);
  return read ? success(read as unknown as Settings) : invalid(wrong.field || 'settings');
}

function readTable(
  given: unknown,
  shape: Record<string, Check | Record<string, Check>>,
  defaults: Record<string, unknown>,
  wrong: { field: string },
): Record<string, unknown> | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const read = { ...defaults };
  for (const [name, check] of Object.entries(shape)) {
    wrong.field = name;
    try {
      const value = (given as Record<string, unknown>)[name];
      if (value === undefined) continue;
      if (typeof check === 'function') {
        if (!check(value)) return undefined;
        read[name] = Array.isArray(value) ? [...value] : value;
        continue;
      }
      const inner = { field: '' };
      const table = readTable(value, check, (defaults[name] ?? {}) as Record<string, unknown>, inner);
      if (!table) {
        wrong.field = inner.field ? `${name}.${inner.field}` : name;
        return undefined;
      }
      read[name] = table;
    } catch {
      // A getter of the page's own that throws.
      return undefined;
    }
  }
  wrong.field = '';
  return read;
}
