import type { Scene } from '../scene.js';

/** Where the document in an iframe stands in the viewport of the mirror: its pixel `x` is at `left + x * scaleX`. */
export interface FramePlace {
  scene: Scene;
  left: number;
  top: number;
  scaleX: number;
  scaleY: number;
}

/** Follows a path of iframes, each an id in its own document. */
export function frameAt(scene: Scene | undefined, path: readonly number[]): FramePlace | undefined {
  if (!scene) return undefined;
  let place: FramePlace = { scene, left: 0, top: 0, scaleX: 1, scaleY: 1 };
  for (const id of path) {
    const element = place.scene.table.get(id) as HTMLIFrameElement | undefined;
    const inner = element && place.scene.embeds.of(element)?.scene;
    if (!element || !inner) return undefined;
    const rect = element.getBoundingClientRect();
    const style = place.scene.frame.window.getComputedStyle(element);
    // A transform scales the border box as a whole.
    const scaleX = place.scaleX * (rect.width / element.offsetWidth || 1);
    const scaleY = place.scaleY * (rect.height / element.offsetHeight || 1);
    place = {
      scene: inner,
      left: place.left + rect.left * place.scaleX + (element.clientLeft + Number.parseFloat(style.paddingLeft)) * scaleX,
      top: place.top + rect.top * place.scaleY + (element.clientTop + Number.parseFloat(style.paddingTop)) * scaleY,
      scaleX,
      scaleY,
    };
  }
  return place;
}
