import { type Act, ACT_TYPES, type AimedAt, type AssistType, FrameKind, readAct } from '@sightline/protocol';
import type { Tree } from '../../render/testing/stream.js';
import type { AssistNow } from '../../session/assist.js';
import { type OpenDesk, openDesk, SWITCHES } from '../../viewer/testing/open-desk.js';

/** A desk whose agent may assist, and the acts that came out of it. */
export interface OpenAssist extends OpenDesk {
  /** Acts since the last call, in order. */
  acts(): (Act & { type: AssistType; aimed: AimedAt })[];
  /** Changes what is so of remote assist. */
  now(more: Partial<AssistNow>): void;
  typing: HTMLTextAreaElement;
  frame(): Promise<void>;
  until(condition: () => boolean): Promise<void>;
  /** A press of the mouse and its release, at one place. */
  click(x: number, y: number, more?: PointerEventInit): void;
  /** A key down, what a browser does for it in a text field, and up. */
  type(key: string, more?: KeyboardEventInit): void;
  /** Nothing in the mirror has the focus, nor has its frame. */
  untouched(): boolean;
}

export const ALL: AssistType[] = ['scroll_page', 'edit_form', 'click', 'navigate'];

export async function openAssist(
  body: Tree[],
  { types = ALL, css, ...more }: { types?: AssistType[]; css?: string; meta?: object; width?: number; height?: number } = {},
): Promise<OpenAssist> {
  const desk = await openDesk(body, { ...(css !== undefined && { css }), ...more });
  let state: AssistNow = {
    switches: { ...SWITCHES, assist: { types: ALL, consent: true, confirmStop: false } },
    holder: undefined,
    asked: undefined,
    last: undefined,
  };
  const now = (next: Partial<AssistNow>): void => {
    state = { ...state, ...next };
    desk.viewer.assist(state);
  };
  now(types.length > 0 ? { holder: { userId: 'a1', userName: 'Ada Agent', types } } : {});
  const typing = desk.find<HTMLTextAreaElement>('textarea.typing');
  const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
  let seen = 0;
  return {
    ...desk,
    now,
    typing,
    frame,
    acts() {
      const fresh = desk.frames.slice(seen).filter(({ header }) => header.kind === FrameKind.Act);
      seen = desk.frames.length;
      return fresh.map(({ header, body }) => {
        const { aimed, act } = readAct(body);
        return { ...act, type: ACT_TYPES[header.flags] as AssistType, aimed };
      });
    },
    async until(condition) {
      while (!condition()) await frame();
    },
    click(x, y, init) {
      desk.mouse('pointerdown', x, y, { buttons: 1, ...init });
      desk.mouse('pointerup', x, y, init);
    },
    type(key, init = {}) {
      const options: KeyboardEventInit = {
        key,
        code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
        bubbles: true,
        cancelable: true,
        ...init,
      };
      if (typing.dispatchEvent(new KeyboardEvent('keydown', options)) && key.length === 1 && !init.ctrlKey)
        typing.dispatchEvent(new InputEvent('beforeinput', { inputType: 'insertText', data: key, bubbles: true, cancelable: true }));
      typing.dispatchEvent(new KeyboardEvent('keyup', options));
    },
    untouched() {
      const { renderer } = desk.viewer;
      // Where nothing is shown it is this document.
      const inside = renderer && renderer.document !== document ? renderer.document.activeElement : undefined;
      return (
        (!inside || inside === renderer?.document.body) &&
        (document.activeElement as HTMLElement | null)?.shadowRoot?.activeElement?.localName !== 'iframe'
      );
    },
  };
}
