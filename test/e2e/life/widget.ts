import type { CDPSession, Page } from '@playwright/test';

/** The customer's panel, behind its closed root, as she sees and uses it: real clicks, real focus. */
export interface WidgetOfPage {
  /** The words of the panel that are shown. */
  text(): Promise<string>;
  /** Presses the button of this name with the mouse, once it is shown. */
  press(name: string): Promise<void>;
  /** The same with a finger. */
  tap(name: string): Promise<void>;
  focus(name: string): Promise<void>;
  /** Where the panel is in the window. */
  box(): Promise<{ x: number; y: number }>;
  /** The name of the button that has the focus. */
  focused(): Promise<string>;
}

interface DomNode {
  nodeName: string;
  backendNodeId: number;
  children?: DomNode[];
  shadowRoots?: DomNode[];
}

export async function widgetOf(page: Page): Promise<WidgetOfPage> {
  const devtools = await page.context().newCDPSession(page);
  /** Runs a function of the panel's root, given as source because it runs in the page. */
  const inRoot = async <T>(source: string, ...args: unknown[]): Promise<T> => {
    const objectId = await rootOf(devtools);
    const { result } = await devtools.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: source,
      arguments: args.map((value) => ({ value })),
      returnByValue: true,
    });
    return result.value as T;
  };
  const button = `[...this.querySelectorAll('button')].find((b) => b.checkVisibility() && (b.textContent || b.getAttribute('aria-label')) === name)`;
  const place = async (name: string): Promise<{ x: number; y: number }> => {
    for (const deadline = Date.now() + 10_000; ; ) {
      const found = await inRoot<{ x: number; y: number } | null>(
        `function (name) { const b = ${button}; if (!b) return null; const r = b.getBoundingClientRect(); return { x: r.x + r.width / 2, y: r.y + r.height / 2 }; }`,
        name,
      );
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`the widget shows no button "${name}"`);
      await page.waitForTimeout(50);
    }
  };
  return {
    text: () => inRoot<string>(`function () { return this.querySelector('.panel').innerText.replace(/\\s+/g, ' ').trim(); }`),
    async press(name) {
      const { x, y } = await place(name);
      await page.mouse.click(x, y);
    },
    box: () => inRoot(`function () { const { x, y } = this.querySelector('.panel').getBoundingClientRect(); return { x, y }; }`),
    async tap(name) {
      const { x, y } = await place(name);
      await page.touchscreen.tap(x, y);
    },
    async focus(name) {
      await place(name);
      await inRoot(`function (name) { (${button}).focus(); }`, name);
    },
    focused: () =>
      inRoot<string>(`function () { const b = this.activeElement; return b ? b.textContent || b.getAttribute('aria-label') : ''; }`),
  };
}

/** The panel's root as an object of the page; it is looked for anew, since a reload makes another. */
async function rootOf(devtools: CDPSession): Promise<string> {
  for (const deadline = Date.now() + 10_000; ; ) {
    const { root } = (await devtools.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: DomNode };
    const found = find(root);
    if (found !== undefined) {
      const { object } = await devtools.send('DOM.resolveNode', { backendNodeId: found });
      if (object.objectId !== undefined) return object.objectId;
    }
    if (Date.now() > deadline) throw new Error('the page shows no widget');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function find(node: DomNode): number | undefined {
  if (node.nodeName === 'SIGHTLINE-WIDGET') return node.shadowRoots?.[0]?.backendNodeId;
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) {
    const found = find(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
