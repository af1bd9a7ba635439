import type { Natives } from './natives.js';

export type Axis = 'width' | 'height';

/** Says what may be told of the size of a masked element: nothing that follows from what it holds (surface §7). */
export interface ContentSizes {
  /** The page may have changed. */
  renew(): void;
  /** The size as it is where the page's layout fixes it, or its kind (`own`), else of a class. */
  told(element: Element, at: { axis: Axis; size: number; own: boolean }): number;
}

/** What depends on content is told in steps of so many pixels. */
const STEP = 64;
const stepped = (size: number): number => Math.ceil(size / STEP) * STEP;

/** Their size without a rule is their picture's. */
const PICTURE = /^(?:img|video|svg|math|audio)$/;
/** They shrink to what they hold wherever they stand. */
const SHRINKS = /^(?:button|legend|table|select|input|textarea)$/;
const STRETCHED = /auto|normal|stretch/;

/**
 * Asks the page's layout from an element outwards: a size is free of content where it is a length, or follows from that of what is
 * around by a share of it, by two offsets or by filling it. Everything else (cells, floats, inline blocks, flex and grid items that
 * begin with their content, a browser that does not tell what a size was computed from) counts as content. Each element is asked once
 * between two calls of `renew`.
 */
export function createContentSizes(natives: Natives): ContentSizes {
  const { getComputedStyle, styleMap, localName, up } = natives;
  let known: Record<Axis, Map<Element, boolean>>;
  const renew = (): void => void (known = { width: new Map(), height: new Map() });
  renew();

  const computed = (element: Element, name: string): string => String(styleMap?.call(element).get(name) ?? 'auto');
  const around = (element: Element): Element | null => {
    const node = (element.assignedSlot as Node | null) ?? up(element);
    return node === null || natives.nodeType.call(node) === 1 ? (node as Element | null) : (up(node) as Element | null);
  };
  const free = (element: Element | null, axis: Axis, own = false): boolean => {
    // The viewport.
    if (element === null || natives.nodeType.call(element) !== 1) return true;
    let is = known[axis].get(element);
    if (is === undefined) {
      // Not for ever, where a page's names hide what is around.
      known[axis].set(element, false);
      is = ask(element, axis, own);
      known[axis].set(element, is);
    }
    return is;
  };
  const ask = (element: Element, axis: Axis, own: boolean): boolean => {
    const wide = axis === 'width';
    const style = getComputedStyle(element);
    const { display, position, float } = style;
    const parent = around(element);
    const root = parent === null || natives.nodeType.call(parent) !== 1;
    if (display === 'contents') return free(parent, axis);
    const outside = root ? undefined : getComputedStyle(parent);
    if (display.startsWith('table-')) {
      const table = outside?.display ?? '';
      const fixed = table.endsWith('table') && outside?.tableLayout === 'fixed' && computed(parent as Element, axis) !== 'auto';
      return wide && (fixed || table.startsWith('table-')) && free(parent, axis);
    }
    const name = localName.call(element);
    const picture = PICTURE.test(name);
    if (display === 'inline' && !picture) return own;
    const size = computed(element, axis);
    // A length is no more than a wish where content is the least.
    if (!own && /content/.test(computed(element, `min-${axis}`))) return false;
    if (/^[\d.]+px$/.test(size)) return !display.endsWith('table') || style.tableLayout === 'fixed';
    const out = /absolute|fixed/.test(position);
    const outer = (): boolean => free(out ? (element as HTMLElement).offsetParent : parent, axis);
    if (size.includes('%') || /stretch|fill/.test(size)) return outer();
    if (!own && (size !== 'auto' || picture || SHRINKS.test(name) || !flat(style))) return false;
    if (out)
      return own || ([wide ? 'left' : 'top', wide ? 'right' : 'bottom'].every((side) => computed(element, side) !== 'auto') && outer());
    if (outside?.display.endsWith('flex')) {
      if (outside.flexDirection.startsWith('row') === wide)
        return own && style.flexGrow === '0' ? true : (own || !/auto|content/.test(style.flexBasis)) && outer();
      const { alignSelf } = style;
      return STRETCHED.test(alignSelf === 'auto' ? outside.alignItems : alignSelf) ? outer() : own;
    }
    if (outside?.display.endsWith('grid')) {
      const tracks = computed(parent as Element, wide ? 'grid-template-columns' : 'grid-template-rows');
      if (!STRETCHED.test(wide ? style.justifySelf : style.alignSelf)) return own;
      // Tracks that are repeated to fit (`auto-fit`, `auto-fill`) have lengths.
      return (wide || tracks !== 'none') && !/auto(?!-fi)|content/.test(tracks) && outer();
    }
    return own || (wide && float === 'none' && /^(?:block|flow-root|list-item|flex|grid)$/.test(display) && outer());
  };
  /** Lines run from left to right or back; else height and width change their parts, and all counts as content. */
  const flat = ({ writingMode }: CSSStyleDeclaration): boolean => writingMode === 'horizontal-tb';
  /** What stands in one line is as high as its font, whatever it says. */
  const oneLine = (element: Element, height: number): number | undefined => {
    const style = getComputedStyle(element);
    const { display, lineHeight, fontSize } = style;
    if (!flat(style)) return undefined;
    if (localName.call(element) === 'select') return height;
    const edges = [style.paddingTop, style.paddingBottom, style.borderTopWidth, style.borderBottomWidth];
    const around = edges.reduce((sum, width) => sum + Number.parseFloat(width), 0);
    const font = Number.parseFloat(fontSize);
    const given = Number.parseFloat(lineHeight);
    if (PICTURE.test(localName.call(element)) || height - around > (given || font * 1.5) + 0.5) return undefined;
    // A height that is left to the fonts would show the script: it is told as its own font alone has it.
    return given || display === 'inline' || height <= around ? height : around + (lineOf(element, style) ?? font * 1.5);
  };
  let canvas: CanvasRenderingContext2D | null | undefined;
  /** The line of an element's font, but for what some fonts leave between lines: no script can ask for that. */
  const lineOf = (element: Element, { fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): number | undefined => {
    canvas ??= element.ownerDocument.createElement('canvas').getContext('2d');
    if (canvas === null) return undefined;
    canvas.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
    const { fontBoundingBoxAscent, fontBoundingBoxDescent } = canvas.measureText('x');
    return Math.round(fontBoundingBoxAscent) + Math.round(fontBoundingBoxDescent);
  };
  return {
    renew,
    told(element, { axis, size, own }) {
      if (free(element, axis, own)) return size;
      return (axis === 'height' ? oneLine(element, size) : undefined) ?? stepped(size);
    },
  };
}
