import type { Act } from '@sightline/protocol';
import { expect } from 'vitest';
import { createEditing } from '../../packages/customer/src/edit/editing.js';
import type { Step } from '../../packages/customer/src/edit/hand.fixture.js';

type Field = HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement;

/** A page made of things from npm, in a window of its own. */
export interface FrameworkPage {
  document: Document;
  /** What the application itself knows. */
  state(): Record<string, unknown>;
  focus(selector: string): void;
  /** Does it at the element that has the focus, by real input or by an agent's acts. */
  does(steps: readonly Step[]): Promise<void>;
  stop(): void;
}

const settled = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** In shadow roots, too. */
function find(root: ParentNode, selector: string): HTMLElement | undefined {
  const found = root.querySelector<HTMLElement>(selector);
  if (found) return found;
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const inner = shadowRoot && find(shadowRoot, selector);
    if (inner) return inner;
  }
  return undefined;
}

export async function openPage(code: string, by: 'hand' | 'acts'): Promise<FrameworkPage> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width:600px;height:400px';
  document.body.append(frame);
  const inner = frame.contentDocument;
  const view = frame.contentWindow as (Window & typeof globalThis & { state?: () => Record<string, unknown> }) | null;
  if (!inner || !view) throw new Error('no document');
  // Packages ask for it, as their bundlers answer it.
  Object.assign(view, { process: { env: { NODE_ENV: 'production' } } });
  const script = inner.createElement('script');
  script.type = 'module';
  script.textContent = code;
  inner.head.append(script);
  await expect.poll(() => view.state?.()).toBeTruthy();
  const editing = createEditing({
    natives: { now: () => Date.now() },
    nodeOf: (_document, id) => active().querySelectorAll('option')[id],
    refuses: () => undefined,
    press: (_target, run) => run(),
  });
  const active = (): Field => {
    let at: Element | null = inner.activeElement;
    for (let deeper = at; deeper; deeper = deeper.shadowRoot?.activeElement ?? null) at = deeper;
    return (at ?? inner.body) as Field;
  };
  return {
    document: inner,
    state: () => view.state?.() ?? {},
    focus(selector) {
      const field = find(inner, selector) as Field | undefined;
      if (!field) throw new Error(`no ${selector}`);
      field.focus();
      if (field.setSelectionRange && typeof field.selectionStart === 'number')
        field.setSelectionRange(field.value.length, field.value.length);
    },
    async does(steps) {
      for (const step of steps) {
        if (by === 'hand') await step.hand(active());
        else
          for (const deed of step.acts(active())) {
            const at = (deed.on && find(inner, deed.on)) || active();
            const refused = editing.act({ ...deed, at: { path: [], id: 0 } } as Act, at, inner);
            if (refused) throw new Error(`${step.name}: ${deed.act} refused: ${refused}`);
          }
        await settled();
      }
    },
    stop() {
      editing.stop();
      frame.remove();
    },
  };
}
