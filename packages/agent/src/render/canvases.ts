/**
 * Pictures of the customer's canvases. A document without scripts shows a canvas's fallback content instead of what is drawn into
 * it, so the picture becomes the element's `content`: a replaced element again, with the picture's size as its natural one.
 */
export interface Canvases {
  /** Shows the picture at `address` once it is here; the one before stays until then. */
  show(canvas: HTMLCanvasElement, address: string): void;
  /** `width` or `height` has a new value, which empties a canvas. */
  resized(canvas: HTMLCanvasElement): void;
  /** The style attribute was written over. */
  restyled(canvas: HTMLCanvasElement): void;
  stop(): void;
}

interface Shown {
  asked: number;
  drawn: number;
  content: string;
}

const url = (address: string): string => `url("${address}")`;

/** A canvas nothing was drawn into, as `content`. */
export const blankCanvas = (width: number, height: number): string =>
  url(`data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}'/>`);

const asDataAddress = (bytes: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('no picture'));
    reader.readAsDataURL(bytes);
  });

export function createCanvases(): Canvases {
  const all = new WeakMap<HTMLCanvasElement, Shown>();
  const abort = new AbortController();
  const of = (canvas: HTMLCanvasElement): Shown => {
    const known = all.get(canvas) ?? { asked: 0, drawn: 0, content: '' };
    all.set(canvas, known);
    return known;
  };
  const put = (canvas: HTMLCanvasElement, content: string): void => {
    of(canvas).content = content;
    canvas.style.setProperty('content', content, 'important');
  };
  return {
    show(canvas, address) {
      const shown = of(canvas);
      const turn = ++shown.asked;
      const read = address.startsWith('data:')
        ? Promise.resolve(address)
        : fetch(address, { signal: abort.signal, credentials: 'omit' })
            .then((answer) => (answer.ok ? answer.blob() : Promise.reject(new Error('no picture'))))
            .then(asDataAddress);
      read
        .then((picture) => {
          // Pictures may arrive out of order: an older one is of no use. Only pictures may become one.
          if (abort.signal.aborted || turn <= shown.drawn || !/^data:image\/(?:png|jpeg|webp);base64,[\w+/=]*$/.test(picture)) return;
          shown.drawn = turn;
          put(canvas, url(picture));
        })
        // A picture that cannot be had leaves the last one.
        .catch(() => undefined);
    },
    resized(canvas) {
      put(canvas, blankCanvas(canvas.width, canvas.height));
    },
    restyled(canvas) {
      const content = all.get(canvas)?.content;
      if (content) put(canvas, content);
    },
    stop: () => abort.abort(),
  };
}
