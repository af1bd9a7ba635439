/** Pictures of the customer's canvases, drawn into the mirror's. */
export interface Canvases {
  /** Shows the picture at `address` once it is here; the one before stays until then. */
  show(canvas: HTMLCanvasElement, address: string): void;
  /** `width` or `height` was set, which empties a canvas. */
  resized(canvas: HTMLCanvasElement): void;
  stop(): void;
}

interface Shown {
  asked: number;
  drawn: number;
  picture: ImageBitmap | undefined;
}

export function createCanvases(): Canvases {
  const all = new WeakMap<HTMLCanvasElement, Shown>();
  const abort = new AbortController();
  const draw = (canvas: HTMLCanvasElement, picture: ImageBitmap): void => {
    const context = canvas.getContext('2d');
    context?.clearRect(0, 0, canvas.width, canvas.height);
    context?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  };
  return {
    show(canvas, address) {
      const shown = all.get(canvas) ?? { asked: 0, drawn: 0, picture: undefined };
      all.set(canvas, shown);
      const turn = ++shown.asked;
      fetch(address, { signal: abort.signal, credentials: 'omit' })
        .then((answer) => (answer.ok ? answer.blob() : Promise.reject(new Error('no picture'))))
        .then((bytes) => createImageBitmap(bytes))
        .then((picture) => {
          // Pictures may arrive out of order: an older one is of no use.
          if (abort.signal.aborted || turn <= shown.drawn) return picture.close();
          shown.drawn = turn;
          shown.picture?.close();
          shown.picture = picture;
          draw(canvas, picture);
        })
        // A picture that cannot be had leaves the last one.
        .catch(() => undefined);
    },
    resized(canvas) {
      const picture = all.get(canvas)?.picture;
      if (picture) draw(canvas, picture);
    },
    stop: () => abort.abort(),
  };
}
