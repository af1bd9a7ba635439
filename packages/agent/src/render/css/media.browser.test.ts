import { expect, test } from 'vitest';
import { resolveMedia } from './media.js';

/** Features as the customer's side tells them. */
const FEATURES =
  'prefers-color-scheme dark light;prefers-reduced-motion reduce no-preference;prefers-contrast more less custom no-preference;forced-colors active none;inverted-colors inverted none;color-gamut rec2020 p3 srgb;dynamic-range high standard;hover hover none;any-hover hover none;pointer fine coarse none;any-pointer fine coarse none;update fast slow none;scripting enabled initial-only none';

function ownMedia(): Record<string, string> {
  const media: Record<string, string> = { resolution: `${devicePixelRatio}dppx` };
  for (const line of FEATURES.split(';')) {
    const [feature = '', ...values] = line.split(' ');
    const value = values.find((one) => matchMedia(`(${feature}: ${one})`).matches);
    if (value !== undefined) media[feature] = value;
  }
  return media;
}

const AMOUNTS = ['0', '1', '1.5', '2', '-1', '+1', '1e0', '.5'];
const UNITS = ['', 'dppx', 'x', 'dpi', 'dpcm', 'px', '%'];
const CONDITIONS = [
  ...FEATURES.split(';').flatMap((line) => {
    const [feature = '', ...values] = line.split(' ');
    return [`(${feature})`, `(min-${feature}: ${values[0]})`, ...[...values, 'bogus', '1'].map((value) => `(${feature}: ${value})`)];
  }),
  ...['resolution', 'min-resolution', 'max-resolution'].flatMap((name) => [
    `(${name})`,
    ...AMOUNTS.flatMap((one) => UNITS.map((unit) => `(${name}: ${one}${unit})`)),
  ]),
  ...['-webkit-device-pixel-ratio', '-webkit-min-device-pixel-ratio', '-webkit-max-device-pixel-ratio'].flatMap((name) =>
    AMOUNTS.flatMap((one) => ['', 'dppx', 'x'].map((unit) => `(${name}: ${one}${unit})`)),
  ),
  ...['<', '<=', '=', '>', '>=', '=<', '<>'].flatMap((operator) => [
    ...AMOUNTS.map((one) => `(resolution ${operator} ${one}dppx)`),
    ...AMOUNTS.map((one) => `(${one}dppx ${operator} resolution)`),
    `(.5dppx ${operator} resolution ${operator} 9dppx)`,
    `(hover ${operator} hover)`,
  ]),
];

test(`C3 ${CONDITIONS.length} conditions and their opposites hold in the mirror where they hold on the page`, () => {
  const media = ownMedia();
  let resolved = 0;
  const differ: string[] = [];
  for (const condition of CONDITIONS) {
    for (const query of [condition, `not ${condition}`, `screen and ${condition}`]) {
      const rewritten = resolveMedia(query, media);
      if (rewritten !== query) resolved++;
      if (matchMedia(rewritten).matches !== matchMedia(query).matches) differ.push(`${query} → ${rewritten}`);
    }
  }
  expect(differ).toEqual([]);
  expect(resolved).toBeGreaterThan(CONDITIONS.length);
});
