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
