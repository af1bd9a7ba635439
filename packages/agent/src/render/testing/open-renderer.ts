import type { ViewMeta } from '@sightline/protocol';
import { createRenderer, type Renderer } from '../index.js';
import { FOREIGN } from '../foreign.js';

export interface OpenRenderer {
  renderer: Renderer;
  faults: string[];
  metas: ViewMeta[];
  shown(): number;
  /** Settles at the next `onShown`, or rejects at a fault before it. */
  next(): Promise<void>;
}

/** A renderer on the test page, with what it reported. */
export async function openRenderer(assetBase = `${location.origin}/no-assets`): Promise<OpenRenderer> {
  const parent = document.createElement('div');
  parent.style.cssText = 'position:relative;width:800px;height:600px';
  document.body.append(parent);
  const faults: string[] = [];
  const metas: ViewMeta[] = [];
  let count = 0;
  let wake: (() => void) | undefined;
  let fail: ((error: Error) => void) | undefined;
  const renderer = await createRenderer({
    parent,
    assetBase,
    foreign: FOREIGN,
    onMeta: (meta) => metas.push(meta),
    onShown: () => {
      count++;
      wake?.();
    },
    onFault: (reason) => {
      faults.push(reason);
      fail?.(new Error(reason));
    },
  });
  const next = (): Promise<void> =>
    new Promise((resolve, reject) => {
      wake = resolve;
      fail = reject;
    });
  return { renderer, faults, metas, shown: () => count, next };
}
