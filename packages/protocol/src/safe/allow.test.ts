import { expect, test } from 'vitest';
import { inertElement } from './allow.js';
import { allowedAttribute, allowedElement } from './allow-all.js';
import { HTML_NS, MATHML_NS, SVG_NS } from './namespaces.js';

const NAMESPACES = [HTML_NS, SVG_NS, MATHML_NS];

test('P5.1 nothing that acts is on a list', () => {
  for (const name of [
    'script',
    'object',
    'embed',
    'applet',
    'base',
    'meta',
    'frame',
    'frameset',
    'portal',
    'fencedframe',
    'animate',
    'set',
    'animateMotion',
    'animateTransform',
    'handler',
    'listener',
  ])
    for (const namespace of NAMESPACES) expect(allowedElement(namespace, name), name).toBe(false);
  for (const name of [
    'onclick',
    'onload',
    'onanything',
    'srcdoc',
    'action',
    'formaction',
    'ping',
    'nonce',
    'integrity',
    'autofocus',
    'http-equiv',
    'manifest',
    'codebase',
    'archive',
    'sandbox',
    'allow',
  ])
    for (const namespace of NAMESPACES) expect(allowedAttribute(namespace, name), name).toBe(false);
});

test('P5.1 a custom element may carry attributes of its own invention, never one that acts', () => {
  expect(allowedAttribute(HTML_NS, 'heading', 'tool-card')).toBe(true);
  expect(allowedAttribute(HTML_NS, 'heading', 'div')).toBe(false);
  expect(allowedAttribute(HTML_NS, '_ngcontent-abc-c12', 'div')).toBe(true);
  for (const name of ['onclick', 'srcdoc', 'action', 'data', 'is="x"', 'ping', 'onfoo'])
    expect(allowedAttribute(HTML_NS, name, 'tool-card'), name).toBe(false);
});

test('P5.2 an unknown name is refused, a known one passes', () => {
  expect(allowedElement(HTML_NS, 'div')).toBe(true);
  expect(allowedElement(HTML_NS, 'my-card')).toBe(true);
  expect(allowedElement(HTML_NS, 'made')).toBe(false);
  expect(allowedElement(HTML_NS, 'x-"><script')).toBe(false);
  expect(allowedElement('urn:other', 'div')).toBe(false);
  expect(allowedElement(SVG_NS, 'feBlend')).toBe(true);
  expect(allowedAttribute(HTML_NS, 'aria-label')).toBe(true);
  expect(allowedAttribute(HTML_NS, 'data-x="')).toBe(false);
  expect(allowedAttribute(HTML_NS, 'made')).toBe(false);
});

test('P5.3 an element on no list passes only where it has no meaning, and never by a name that is read', () => {
  const nobody = (): boolean => true;
  expect(inertElement(HTML_NS, 'tabset', nobody)).toBe(true);
  expect(inertElement(HTML_NS, 'tabset', () => false)).toBe(false);
  expect(inertElement('urn:other', 'thing', nobody)).toBe(true);
  for (const namespace of [SVG_NS, MATHML_NS]) expect(inertElement(namespace, 'thing', nobody), namespace).toBe(false);
  for (const name of ['script', 'style', 'template', 'iframe', 'noscript'])
    for (const namespace of [...NAMESPACES, 'urn:other']) expect(inertElement(namespace, name, nobody), name).toBe(false);
  expect(allowedAttribute('urn:other', 'class')).toBe(true);
  expect(allowedAttribute('urn:other', 'style')).toBe(false);
  expect(allowedAttribute('urn:other', 'onclick')).toBe(false);
});
