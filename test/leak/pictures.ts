import { make, type Planting } from './planting.js';

/** The colours of two canvases, one masked, one open: what is drawn has no words. */
export const SECRET_COLOUR = [201, 17, 33] as const;
export const CANARY_COLOUR = [19, 202, 34] as const;

/** Pictures that say words in their bytes or their addresses, and two canvases, behind masks and in the open. */
export function plantPictures({ document, words }: Planting): void {
  const masked = (element: Element): Element => make(document, 'div', { class: 'private' }, element);
  const holders: Record<string, (text: string) => Element> = {
    'image address': (text) => make(document, 'img', { src: `/pixel/${text}.png` }),
    'image bytes': (text) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>${text}</text></svg>`;
      return make(document, 'img', { src: URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })) });
    },
    'image data': (text) =>
      make(document, 'img', { src: `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><desc>${text}</desc></svg>` }),
    'image set': (text) => make(document, 'img', { srcset: `/pixel/${text}.png 1x` }),
    picture: (text) =>
      make(document, 'picture', {}, make(document, 'source', { srcset: `/pixel/${text}.png` }), make(document, 'img', { alt: '-' })),
    'video poster': (text) => make(document, 'video', { poster: `/pixel/${text}.png` }),
    'input image': (text) => make(document, 'input', { type: 'image', src: `/pixel/${text}.png`, alt: '-' }),
    'background attribute': (text) => make(document, 'table', { background: `/pixel/${text}.png` }),
  };
  for (const [kind, hold] of Object.entries(holders)) {
    const { secret, canary } = words(kind);
    document.body.append(masked(hold(secret)), hold(canary));
  }
  for (const [kind, tag] of Object.entries({ frame: 'iframe', object: 'object', embed: 'embed', video: 'video', audio: 'audio' })) {
    const { secret, canary } = words(`${kind} address`, 'only pictures and styles are assets');
    const name = tag === 'object' ? 'data' : 'src';
    document.body.append(masked(make(document, tag, { [name]: `/empty/${secret}` })), make(document, tag, { [name]: `/empty/${canary}` }));
  }
  for (const [colour, wrap] of [
    [SECRET_COLOUR, masked],
    [CANARY_COLOUR, (canvas: Element): Element => canvas],
  ] as const) {
    const canvas = make(document, 'canvas', { width: '8', height: '8' }) as HTMLCanvasElement;
    document.body.append(wrap(canvas));
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
    pen.fillStyle = `rgb(${colour.join()})`;
    pen.fillRect(0, 0, 8, 8);
  }
}
