/**
 * Runs in a page: texts whose contrast with the colour behind them is below WCAG 2.2 AA (1.4.3), each with its figure. Text over a picture or
 * gradient is left out: nothing tells what is behind it.
 */
export function faintTexts(): string[] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  type Colour = [number, number, number, number];
  const colourOf = (css: string): Colour => {
    if (!pen) throw new Error('no canvas');
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top: Colour, below: Colour): Colour => [
    top[0] * top[3] + below[0] * (1 - top[3]),
    top[1] * top[3] + below[1] * (1 - top[3]),
    top[2] * top[3] + below[2] * (1 - top[3]),
    1,
  ];
  const linear = (value: number): number => (value <= 10.31 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]: Colour): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  /** `undefined` where a picture is behind it. */
  const behind = (element: Element): Colour | undefined => {
    const layers: Colour[] = [];
    for (let one: Element | null = element; one; one = one.assignedSlot ?? one.parentElement ?? (one.getRootNode() as ShadowRoot).host) {
      const { backgroundColor, backgroundImage } = getComputedStyle(one);
      if (backgroundImage !== 'none' || one.matches('.hero')) return undefined;
      const colour = colourOf(backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1] as Colour);
  };
  const faint = new Set<string>();
  const look = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      const words = [...element.childNodes].flatMap((node) => (node.nodeType === 3 ? [(node as Text).data.trim()] : [])).join(' ');
      if (words.trim() === '' || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const ground = behind(element);
      if (!ground) continue;
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const [light, dark] = [luminance(over(colourOf(color), ground)), luminance(ground)].sort((a, b) => b - a) as [number, number];
      const ratio = (light + 0.05) / (dark + 0.05);
      const size = Number.parseFloat(fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5)) faint.add(`${element.localName} "${words.slice(0, 30)}" ${ratio.toFixed(2)}`);
    }
  };
  look(document);
  return [...faint];
}
