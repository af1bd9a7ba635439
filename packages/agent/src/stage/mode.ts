import type { DrawTool } from '@sightline/draw';

/** What the agent's pointer, wheel and keys do on the page. */
export type StageMode =
  /** Drags and arrow keys move the page about under the window. */
  | { kind: 'look' }
  /** Points, and leaves a trail that fades. */
  | { kind: 'laser' }
  | { kind: 'draw'; tool: Exclude<DrawTool, 'laser'> }
  /** Acts on the customer's page. */
  | { kind: 'assist' }
  /** Fills in a proposal. */
  | { kind: 'propose' };

/** CSS pixels of the customer's viewport. */
export interface PagePoint {
  x: number;
  y: number;
}

/**
 * Gets the input on the layer while its mode is on. What it does not take, the stage does: scroll, zoom, and Escape goes back to looking.
 * Whether the browser's own action follows is for the input to say (`preventDefault`).
 */
export interface StageInput {
  /** Its mode is on from now, or another of the same kind. */
  begin?(mode: StageMode): void;
  end?(): void;
  /**
   * `pointerdown`, `-move`, `-up`, `-cancel`, `-leave` of a mouse, a pen or the only finger on the layer. The layer has captured the
   * pointer since `pointerdown`.
   */
  pointer?(event: PointerEvent, at: PagePoint): void;
  /** A second finger came: what the first one began was the start of a pinch. */
  cancel?(): void;
  /** Not where Ctrl is held, as it is in a pinch on a touchpad: that zooms the stage. */
  wheel?(event: WheelEvent, at: PagePoint): void;
  /** `keydown` and `keyup` inside the stage. True: taken. */
  key?(event: KeyboardEvent): boolean;
}

export interface Modes {
  readonly mode: StageMode;
  set(mode: StageMode): void;
  /** The input of one kind of mode. Where that is on it is left first, as it is at `stop`. */
  register(kind: StageMode['kind'], input: StageInput): { stop(): void };
  /** Hears of every change, at once. */
  watch(listener: (mode: StageMode) => void): { stop(): void };
  /** Hears what the mode that is on gets of the pointer, before it. */
  watchPointer(listener: Required<Pick<StageInput, 'pointer' | 'cancel'>>): { stop(): void };
  /** Of the mode that is on. */
  readonly input: StageInput | undefined;
  pointer(event: PointerEvent, at: PagePoint): void;
  cancel(): void;
}

export const LOOK: StageMode = { kind: 'look' };

export function createModes(): Modes {
  const inputs = new Map<StageMode['kind'], StageInput>();
  const listeners = new Set<(mode: StageMode) => void>();
  const pointers = new Set<Required<Pick<StageInput, 'pointer' | 'cancel'>>>();
  let mode = LOOK;
  const same = (next: StageMode): boolean =>
    next.kind === mode.kind && (next.kind !== 'draw' || mode.kind !== 'draw' || next.tool === mode.tool);
  const modes: Modes = {
    get mode() {
      return mode;
    },
    set(next) {
      if (same(next)) return;
      if (next.kind !== mode.kind) inputs.get(mode.kind)?.end?.();
      mode = next;
      inputs.get(mode.kind)?.begin?.(mode);
      for (const listener of listeners) listener(mode);
    },
    register(kind, input) {
      const leave = (): void => {
        if (mode.kind === kind) modes.set(LOOK);
      };
      leave();
      inputs.set(kind, input);
      return {
        stop() {
          if (inputs.get(kind) !== input) return;
          leave();
          inputs.delete(kind);
        },
      };
    },
    watch(listener) {
      listeners.add(listener);
      return { stop: () => void listeners.delete(listener) };
    },
    watchPointer(listener) {
      pointers.add(listener);
      return { stop: () => void pointers.delete(listener) };
    },
    get input() {
      return inputs.get(mode.kind);
    },
    pointer(event, at) {
      for (const listener of pointers) listener.pointer(event, at);
      modes.input?.pointer?.(event, at);
    },
    cancel() {
      for (const listener of pointers) listener.cancel();
      modes.input?.cancel?.();
    },
  };
  return modes;
}
