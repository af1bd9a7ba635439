import { createWraps } from './wrap.js';

const DRAW_2D = 'fill stroke fillRect strokeRect clearRect fillText strokeText drawImage putImageData reset';
const DRAW_GL = 'clear drawArrays drawElements drawArraysInstanced drawElementsInstanced drawRangeElements';

/** Wrappers around what draws on a canvas, installed while a page with one is watched. */
export function installDrawHooks(window: Window & typeof globalThis, drawn: (canvas: unknown) => void): { stop(): void } {
  const { after, stop } = createWraps();
  const hook = (owner: { prototype: object } | undefined, names: string): void =>
    after(owner, names, 'value', (self: { canvas: unknown }) => drawn(self.canvas));
  hook(window.CanvasRenderingContext2D, DRAW_2D);
  hook(window.WebGLRenderingContext, DRAW_GL);
  hook(window.WebGL2RenderingContext, DRAW_GL);
  hook(window.ImageBitmapRenderingContext, 'transferFromImageBitmap');
  return { stop };
}
