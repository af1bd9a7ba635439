import { expect, test } from 'vitest';
import { contrastWithWhite, cssColor, haloOf, PERSON_COLORS, personColor, PICKER_COLORS, readColor } from './palette.js';

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const KINDS = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
type Three = [number, number, number];

const linear = (c: number): number => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
const seen = (color: number, matrix: number[]): Three => {
  const rgb = [color >> 16, (color >> 8) & 255, color & 255].map(linear);
  return [0, 3, 6].map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        rgb.reduce((sum, channel, i) => sum + (matrix[row + i] ?? 0) * channel, 0),
      ),
    ),
  ) as Three;
};
/** CIE 1976 L*a*b*, D65. */
const lab = ([r, g, b]: Three): Three => {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};
const apart = (a: number, b: number, matrix: number[]): number => {
  const [first, second] = [lab(seen(a, matrix)), lab(seen(b, matrix))];
  return Math.hypot(...first.map((value, i) => value - (second[i] ?? 0)));
};

test('3.4 every two persons have colours that any eye tells apart, each readable on white', () => {
  for (const color of PICKER_COLORS) expect(contrastWithWhite(color), cssColor(color)).toBeGreaterThanOrEqual(3);
  for (const [kind, matrix] of Object.entries(KINDS))
    PERSON_COLORS.forEach((a, i) =>
      PERSON_COLORS.slice(i + 1).forEach((b) => expect(apart(a, b, matrix), `${kind}: ${cssColor(a)} ${cssColor(b)}`).toBeGreaterThan(13)),
    );
  // The control: a red and a green that differ for most people only.
  expect(apart(0xc04000, 0x7a6a00, KINDS.usual)).toBeGreaterThan(40);
  expect(apart(0xc04000, 0x7a6a00, KINDS.deuteranopia)).toBeLessThan(20);
});

test('3.4 a light colour is edged dark, any other white', () => {
  expect(haloOf(0xf0e442)).toBe('#1f1f1f');
  expect(haloOf(PERSON_COLORS[0])).toBe('#fff');
});

test('3.4 colours are read as annotate gives them, and nothing else is', () => {
  expect(readColor('#0072B2')).toBe(0x0072b2);
  expect(readColor('#0af')).toBe(0x00aaff);
  expect(readColor('#000')).toBe(0);
  for (const no of ['red', '#12', '#12345', '#1234567', 'url(#a)', '', undefined, 7, {}]) expect(readColor(no)).toBeUndefined();
  expect(personColor(99)).toBe(PERSON_COLORS[0]);
  expect(cssColor(0x00000a)).toBe('#00000a');
});
