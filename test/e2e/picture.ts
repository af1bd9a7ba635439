import type { Page } from '@playwright/test';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { mirrorOf } from './mirror.js';

/** The customer's viewport without our widget. */
export async function customerPicture(page: Page): Promise<PNG> {
  const host = await page.evaluateHandle(() => {
    const widget = document.querySelector('sightline-widget');
    widget?.remove();
    return widget;
  });
  const png = PNG.sync.read(await page.screenshot({ scale: 'css' }));
  await host.evaluate((widget) => widget && document.documentElement.append(widget));
  return png;
}

/** The mirror on the agent's page, cut to the frame, at scale 1. */
export async function mirrorPicture(page: Page): Promise<PNG> {
  const element = await (await mirrorOf(page)).frameElement();
  const box = await element.boundingBox();
  if (!box) throw new Error('the mirror has no box');
  return PNG.sync.read(await page.screenshot({ clip: box, scale: 'css' }));
}

/** Share of pixels that differ, 0 to 1; pictures of different size differ wholly. */
export function mismatch(a: PNG, b: PNG): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.1 }) / (a.width * a.height);
}

export function colours(png: PNG): number {
  const seen = new Set<number>();
  for (let i = 0; i < png.data.length; i += 4) seen.add(png.data.readUInt32BE(i));
  return seen.size;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the customer's page has elements that the mirror shows as boxes. */
export const maskedBoxes = (page: Page, masked: string): Promise<Rectangle[]> =>
  page.evaluate((selector) => {
    const found: Rectangle[] = [];
    const look = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll(selector)) {
        // An inline box is wider than what it hides, by design, so that what follows it stands elsewhere.
        const inline = getComputedStyle(element).display === 'inline';
        const part = inline ? (element.closest('section, article, aside, form, .card') ?? element.parentElement ?? element) : element;
        found.push(part.getBoundingClientRect().toJSON());
      }
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) look(element.shadowRoot);
    };
    look(document);
    return found;
  }, masked);

/** Paints rectangles black: what is masked differs by design. */
export function cover(png: PNG, boxes: Rectangle[]): PNG {
  for (const { x, y, width, height } of boxes) {
    const [left, right] = [Math.max(0, Math.floor(x) - 1), Math.min(png.width, Math.ceil(x + width) + 1)];
    const [top, bottom] = [Math.max(0, Math.floor(y) - 1), Math.min(png.height, Math.ceil(y + height) + 1)];
    for (let row = top; row < bottom; row++)
      for (let column = left; column < right; column++) png.data.writeUInt32BE(0xff, (row * png.width + column) * 4);
  }
  return png;
}
