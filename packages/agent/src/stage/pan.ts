import type { StageInput } from './mode.js';

/** A press-and-drag on `layer` scrolls `view`. */
export function createPan(layer: HTMLElement, view: HTMLElement): StageInput {
  let from: { x: number; y: number; left: number; top: number; id: number } | undefined;
  const cancel = (): void => {
    from = undefined;
    layer.classList.remove('panning');
  };
  return {
    end: cancel,
    cancel,
    pointer(event) {
      switch (event.type) {
        case 'pointerdown':
          if (event.button !== 0 || (view.scrollWidth <= view.clientWidth && view.scrollHeight <= view.clientHeight)) return;
          from = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop, id: event.pointerId };
          layer.classList.add('panning');
          return;
        case 'pointermove':
          if (from?.id !== event.pointerId) return;
          view.scrollLeft = from.left - (event.clientX - from.x);
          view.scrollTop = from.top - (event.clientY - from.y);
          return;
        case 'pointerup':
        case 'pointercancel':
          if (from?.id === event.pointerId) cancel();
          return;
        default:
      }
    },
  };
}
