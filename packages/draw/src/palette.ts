/**
 * A person's colour, by the number the service gives (`color`; the customer's is 0), as 0xRRGGBB. The hues are those of Okabe and Ito,
 * "Color Universal Design" (2008), darkened until each has a contrast of at least 3:1 on white (WCAG 1.4.11); `palette.test.ts` holds
 * them apart for the three kinds of colour blindness.
 */
export const PERSON_COLORS = [0x0072b2, 0xb84000, 0x009e73, 0xcc79a7, 0xb08600, 0x3b2a66] as const;

/** What the picker offers beside a person's own colour. */
export const PICKER_COLORS: readonly number[] = [...PERSON_COLORS, 0xd00000, 0x1f1f1f];

export const personColor = (color: number | undefined): number => PERSON_COLORS[color ?? 0] ?? PERSON_COLORS[0];

export const cssColor = (color: number): string => `#${(color & 0xffffff).toString(16).padStart(6, '0')}`;

/** `#rgb` or `#rrggbb`, as `annotate` takes it; `undefined` for anything else. */
export function readColor(text: unknown): number | undefined {
  const digits = typeof text === 'string' ? /^#(?:[\da-f]{3}|[\da-f]{6})$/i.exec(text)?.[0].slice(1) : undefined;
  return digits === undefined ? undefined : Number.parseInt(digits.length === 3 ? digits.replace(/./g, '$&$&') : digits, 16);
}

const linear = (channel: number): number => {
  const part = (channel & 255) / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};
/** Contrast with white (WCAG 2). */
export const contrastWithWhite = (color: number): number =>
  1.05 / (0.2126 * linear(color >> 16) + 0.7152 * linear(color >> 8) + 0.0722 * linear(color) + 0.05);

/** What a line of this colour is edged with, so that it shows on any page: white, or nearly black around a light one. */
export const haloOf = (color: number): string => (contrastWithWhite(color) < 3 ? '#1f1f1f' : '#fff');
