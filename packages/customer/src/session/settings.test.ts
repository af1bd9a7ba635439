import { expect, test } from 'vitest';
import { joinMasks } from './join-masks.js';
import { readSettings } from './settings.js';

const wrong = (settings: unknown): string | undefined => {
  const read = readSettings(settings);
  return read.ok ? undefined : read.error.message.slice('Invalid argument: '.length, -1);
};

test('S1.1 defaults', () => {
  expect(readSettings(undefined)).toEqual(readSettings({}));
  expect(readSettings({ ui: undefined, piiMask: { maskType: undefined }, somethingElse: 1 })).toMatchObject({
    ok: true,
    value: {
      allowAgentAnnotation: true,
      allowCustomerAnnotation: false,
      piiMask: { maskType: 'custom_input' },
      remoteAssist: { enable: false, enableCustomerConsent: true, remoteAssistTypes: ['scroll_page'], requireStopConfirmation: false },
      multiTabSessionPersistence: { enable: false, stateCookieKey: '$$ZCB_SESSION$$' },
      theme: 'system',
      ui: true,
    },
  });
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
  expect(wrong({ autoPausePaths: ['/account/**'] })).toBe('autoPausePaths');
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
