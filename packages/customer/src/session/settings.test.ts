import { expect, test } from 'vitest';
import { joinMasks } from './join-masks.js';
import { judgeNames } from './judge-names.js';
import { readSettings as readTables, type StrangeTable } from './settings.js';

/** As `init` does. */
function readSettings(given: unknown, warn?: (text: string) => void) {
  const strange: StrangeTable[] = [];
  const read = readTables(given, strange);
  return (read.ok && judgeNames(strange, warn)) || read;
}

const wrong = (settings: unknown): string | undefined => {
  const read = readSettings(settings);
  return read.ok ? undefined : read.error.message.slice('Invalid argument: '.length, -1);
};

test('S1.1 defaults', () => {
  expect(readSettings(undefined)).toEqual(readSettings({}));
  expect(readSettings({ ui: undefined, piiMask: { maskType: undefined }, somethingElse: 1 })).toMatchObject({
    ok: true,
    value: {
      piiMask: { maskType: 'custom_input' },
      remoteAssist: {},
      multiTabSessionPersistence: { stateCookieKey: '$$ZCB_SESSION$$' },
      theme: 'system',
      ui: true,
    },
  });
});

test('S1.8 what the account may have a default for is absent where the page does not say it', () => {
  const read = readSettings({ remoteAssist: { enable: true }, allowCustomerAnnotation: false });
  if (!read.ok) throw read.error;
  const { allowAgentAnnotation, allowCustomerAnnotation, remoteAssist, multiTabSessionPersistence } = read.value;
  expect(JSON.stringify({ allowAgentAnnotation, allowCustomerAnnotation, remoteAssist, multiTabSessionPersistence })).toBe(
    '{"allowCustomerAnnotation":false,"remoteAssist":{"enable":true},"multiTabSessionPersistence":{"stateCookieKey":"$$ZCB_SESSION$$"}}',
  );
});

test('S1.2 the first wrong setting is named, with its table', () => {
  expect(wrong(null)).toBe('settings');
  expect(wrong('key')).toBe('settings');
  expect(wrong([])).toBe('settings');
  expect(wrong({ appKey: 5 })).toBe('appKey');
  expect(wrong({ ui: 'no' })).toBe('ui');
  expect(wrong({ piiMask: 'all' })).toBe('piiMask');
  expect(wrong({ piiMask: { maskType: 'everything' } })).toBe('piiMask.maskType');
  expect(wrong({ piiMask: { maskPatterns: ['cards'] } })).toBe('piiMask.maskPatterns');
  expect(wrong({ autoPausePaths: ['/account/**', 7] })).toBe('autoPausePaths');
  expect(wrong({ remoteAssist: { remoteAssistTypes: ['fly'] } })).toBe('remoteAssist.remoteAssistTypes');
  expect(wrong({ multiTabSessionPersistence: { stateCookieKey: 'a b;' } })).toBe('multiTabSessionPersistence.stateCookieKey');
  expect(wrong({ locale: 'x' })).toBe('locale');
  const throwing = {
    get theme() {
      throw new Error('mine');
    },
  };
  expect(wrong(throwing)).toBe('theme');
});

test('S1.2 a misspelt name is refused by name, with the one it was meant to have; among the masks any unknown one', () => {
  const refusal = (settings: unknown) => {
    const read = readSettings(settings);
    return read.ok ? undefined : `${read.error.cause} ${read.error.message} ${read.error.action}`;
  };
  expect(refusal({ piiMask: { maskCssSelector: '.a' } })).toBe(
    'invalid_argument Invalid argument: piiMask.maskCssSelector. Did you mean piiMask.maskCssSelectors?',
  );
  expect(refusal({ piiMask: { masktype: 'all' } })).toContain('piiMask.masktype. Did you mean piiMask.maskType?');
  expect(refusal({ piiMask: { maskCSSSelectors: '.a' } })).toContain('Did you mean piiMask.maskCssSelectors?');
  expect(refusal({ piimask: { maskType: 'all' } })).toContain('Invalid argument: piimask. Did you mean piiMask?');
  expect(refusal({ remoteAssist: { enabled: true } })).toContain('remoteAssist.enabled. Did you mean remoteAssist.enable?');
  // Not near anything, and refused all the same: it was meant to hide something.
  expect(refusal({ piiMask: { hideEverything: true } })).toContain('Invalid argument: piiMask.hideEverything.');
  expect(refusal({ piiMask: { maskType: 'all' }, remoteAssist: { enable: true } })).toBeUndefined();
});

test('S1.2 other unknown settings are told, not refused', () => {
  const said: string[] = [];
  const told = (settings: unknown) => readSettings(settings, (text) => said.push(text)).ok;
  expect(told({ containerId: 'x', remoteAssist: { somethingElse: 1 } })).toBe(true);
  expect(told({ theme: 'dark' })).toBe(true);
  expect(said).toEqual(['init knows no setting containerId, remoteAssist.somethingElse: ignored.']);
});

test('S1.3 masks are only added', () => {
  const first = { maskType: 'all_input', maskCssSelectors: '.a', unmaskCssSelectors: '.open' } as const;
  expect(
    joinMasks(first, { maskType: 'custom_input', maskCssSelectors: '.b', maskHTMLAttributes: 'x=1', unmaskCssSelectors: '*' }),
  ).toEqual({
    maskType: 'all_input',
    maskCssSelectors: '.a, .b',
    maskHTMLAttributes: 'x=1',
    unmaskCssSelectors: '.open',
    maskPatterns: [],
  });
});
