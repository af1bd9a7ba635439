import { vi } from 'vitest';
import { loadPart } from '../parts/parts.fixture.js';
import { createWidget, type Widget, type WidgetOptions } from './index.js';

const left: { stop(): void }[] = [];
/** After each test. */
export const cleanUp = (): void => {
  for (const widget of left.splice(0)) widget.stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
  document.body.replaceChildren();
  localStorage.clear();
};

/** Timers as they are at the call: fake ones where a test has put them. */
export const natives = {
  setTimeout: (run: () => void, ms: number) => window.setTimeout(run, ms),
  clearTimeout: (timer: unknown) => window.clearTimeout(timer as number),
  now: () => Date.now(),
};

/** Makes a widget and looks into its closed root as the browser hands it out. */
export function setUp(options: Partial<WidgetOptions> = {}) {
  const target = (options.document ?? document).defaultView as Window & typeof globalThis;
  const attach = vi.spyOn(target.Element.prototype, 'attachShadow');
  const actions = {
    end: vi.fn<() => void>(),
    pause: vi.fn<() => void>(),
    resume: vi.fn<() => void>(),
    answer: vi.fn<(userId: string, allow: boolean) => void>(),
    preview: vi.fn<(on: boolean) => void>(),
    loadPart,
  };
  const widget = createWidget({ document, natives, locale: 'en', theme: 'light', corner: 'bottom-right', actions, ...options });
  left.push(widget);
  const root = attach.mock.results[0]?.value as ShadowRoot;
  attach.mockRestore();
  const find = (selector: string) => root.querySelector<HTMLElement>(selector) as HTMLElement;
  return { widget, root, actions, find, panel: find('section'), text: () => find('.panel').innerText.replace(/\s+/g, ' ').trim() };
}

export const anna = { userId: 'a', userName: 'Anna' };
export const active = { view: 'active', pinCode: '123456', agents: [anna] } as const;
export const show = (widget: Widget, state: typeof active) => widget.show({ ...state, agents: [...state.agents] });
