import { SDK_VERSION } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { findPlace } from './find-place.js';
import { findScript } from './script-place.js';

const script = { service: 'https://script.test', appKey: 'SCRIPT', version: undefined, nonce: '' };
const messageOf = (place: ReturnType<typeof findPlace>): string => (place.ok ? '' : place.error.message);

afterEach(() => document.head.replaceChildren());

test('L6.4 init > script > meta', () => {
  document.head.append(Object.assign(document.createElement('meta'), { name: 'cobrowse-host', content: 'meta.test' }));
  const said = { appKey: 'SAID', host: 'https://said.test' };
  expect(findPlace(said, script, document)).toMatchObject({ value: { service: 'https://said.test', appKey: 'SAID' } });
  expect(findPlace({}, script, document)).toMatchObject({ value: { service: 'https://script.test', appKey: 'SCRIPT' } });
  expect(findPlace({ appKey: 'K' }, undefined, document)).toMatchObject({ value: { service: 'https://meta.test' } });
  expect(findPlace({ appKey: 'K', zoomHostName: 'zoom.test' }, script, document)).toMatchObject({
    value: { service: 'https://zoom.test' },
  });
});

test('L6.4 what is missing or wrong is named', () => {
  expect(messageOf(findPlace({}, undefined, document))).toBe('Invalid argument: appKey.');
  expect(messageOf(findPlace({ appKey: 'K' }, undefined, document))).toBe('Invalid argument: host.');
  expect(messageOf(findPlace({ appKey: 'K', host: 'http://plain.test' }, script, document))).toBe('Invalid argument: host.');
  expect(messageOf(findPlace({ appKey: 'K', zoomHostName: 'a/b' }, script, document))).toBe('Invalid argument: zoomHostName.');
});

test('L6.4 a version the service does not support is passed on', () => {
  const sent = (version: string | undefined) => findPlace({}, { ...script, version }, document);
  for (const version of [undefined, '3.11.0', '2.1.x']) expect(sent(version)).toMatchObject({ value: { sdkVersion: SDK_VERSION } });
  expect(sent('9.9.9')).toMatchObject({ value: { sdkVersion: '9.9.9' } });
});

test('L6.4 a script that runs as a module is found in the document', () => {
  const element = document.createElement('script');
  element.type = 'text/inert';
  element.nonce = 'n1';
  element.src = 'https://s.test/static/resource/sdk/KEY/js/3.x';
  document.head.append(element);
  expect(findScript(document, 'js')).toEqual({ service: 'https://s.test', appKey: 'KEY', version: '3.x', nonce: 'n1' });
  expect(findScript(document, 'agent/js')).toBeUndefined();
});
