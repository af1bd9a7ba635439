import { expect, test } from 'vitest';
import { originOf, originOfHostName, socketUrl } from './address.js';
import { readPlace } from './script-place.js';

test('L6.3 host is an origin: https, http on loopback', () => {
  expect(originOf('https://help.example.com')).toBe('https://help.example.com');
  expect(originOf('https://help.example.com:8443/')).toBe('https://help.example.com:8443');
  expect(originOf('http://localhost:8080')).toBe('http://localhost:8080');
  expect(originOf('http://127.0.0.1:1')).toBe('http://127.0.0.1:1');
  expect(originOf('http://[::1]:1')).toBe('http://[::1]:1');
  for (const wrong of ['http://example.com', 'help.example.com', 'https://a@b.c', 'https://b.c/path', 'https://b.c?q', 'ftp://b.c', ''])
    expect(originOf(wrong), wrong).toBeUndefined();
});

test('L6.3 zoomHostName is host[:port]', () => {
  expect(originOfHostName('help.example.com')).toBe('https://help.example.com');
  expect(originOfHostName('help.example.com:8443')).toBe('https://help.example.com:8443');
  expect(originOfHostName('localhost:8080')).toBe('http://localhost:8080');
  for (const wrong of ['https://b.c', 'b.c/path', 'a@b.c', 'b.c?', '']) expect(originOfHostName(wrong), wrong).toBeUndefined();
});

test('L6.4 a script learns service, key and version from its address', () => {
  const at = 'https://s.test/static/resource/sdk/KEY1';
  expect(readPlace(`${at}/js`, 'js')).toEqual({ service: 'https://s.test', appKey: 'KEY1', version: undefined });
  expect(readPlace(`${at}/js/3.11.x?cache=1`, 'js')).toEqual({ service: 'https://s.test', appKey: 'KEY1', version: '3.11.x' });
  expect(readPlace('http://localhost:1/base/static/resource/sdk/a%2Bb/js/', 'js')).toMatchObject({
    service: 'http://localhost:1/base',
    appKey: 'a+b',
  });
  expect(readPlace(`${at}/agent/js`, 'agent/js')).toMatchObject({ appKey: 'KEY1' });
  expect(readPlace(`${at}/agent/js`, 'js')).toBeUndefined();
  expect(readPlace(`${at}/chunk/core.js`, 'js')).toBeUndefined();
  expect(readPlace('https://cdn.test/x.js', 'js')).toBeUndefined();
});

test('L6.3 the socket is as safe as the service', () => {
  expect(socketUrl('https://s.test', '/enter')).toBe('wss://s.test/enter');
  expect(socketUrl('http://localhost:1', '/enter')).toBe('ws://localhost:1/enter');
});
