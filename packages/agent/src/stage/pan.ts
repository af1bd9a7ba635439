/** Lets a press-and-drag on `layer` scroll `view`. */
export function startPan(layer: HTMLElement, view: HTMLElement): { stop(): void } {
  let from: { x: number; y: number; left: number; top: number; id: number } | undefined;
  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || (view.scrollWidth <= view.clientWidth && view.scrollHeight <= view.clientHeight)) return;
    from = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop, id: event.pointerId };
    layer.setPointerCapture(event.pointerId);
    layer.classList.add('panning');
  };
  const move = (event: PointerEvent): void => {
    if (from?.id !== event.pointerId) return;
    view.scrollLeft = from.left - (event.clientX - from.x);
    view.scrollTop = from.top - (event.clientY - from.y);
  };
  const up = (event: PointerEvent): void => {
    if (from?.id !== event.pointerId) return;
    from = undefined;
    layer.classList.remove('panning');
  };
  layer.addEventListener('pointerdown', down);
  layer.addEventListener('pointermove', move);
  layer.addEventListener('pointerup', up);
  layer.addEventListener('pointercancel', up);
  return {
    stop() {
      layer.removeEventListener('pointerdown', down);
      layer.removeEventListener('pointermove', move);
      layer.removeEventListener('pointerup', up);
      layer.removeEventListener('pointercancel', up);
    },
  };
}
