import { expect, test } from 'vitest';
import { splitRules } from './split.js';

function parts(text: string): string[] {
  const spans = splitRules(text);
  return Array.from({ length: spans.length / 2 }, (_, i) => text.slice(spans[2 * i], spans[2 * i + 1]));
}

test('3.1 a text is cut into its top-level rules, whatever their strings, comments and escapes hold', () => {
  const rules = [
    '@charset "a;b{";',
    'a { color: red }',
    '@media print { a { b: c } d { e: f } }',
    "[data-x=\"}\"]{content:'{\\'}'}",
    '.md\\:\\{x\\}{a:b/* } */;c:d}',
    '@layer one, two;',
    '@font-face{src:url(data:font/woff;base64,AA==)}',
    'a{b:url("x;y}")}',
    '@keyframes k{from{a:b}to{c:d}}',
  ];
  expect(parts(rules.join(''))).toEqual(rules);
  expect(parts(` /* { */ <!-- ${rules.join(' /* ; */\n')} --> `)).toEqual(rules);
});

test('3.1 what never closes ends with the text, and nothing is nothing', () => {
  expect(parts('a{b:c')).toEqual(['a{b:c']);
  expect(parts('a{b:"c}')).toEqual(['a{b:"c}']);
  expect(parts('} a{}')).toEqual(['} a{}']);
  expect(parts(' /* only */ ')).toEqual([]);
  expect(parts('')).toEqual([]);
});
