import type { FrameHeader } from '@sightline/protocol';
import type { Context } from '../session/context.js';
import type { LiveModule } from '../session/live-module.js';
import type { createSharing } from '../session/sharing.js';

/**
 * Where the picture comes from. `agents`: from the service, the frames agents get. `own`: nobody watches, so the page captures itself
 * by the same rules and shares nothing. `paused`: agents see nothing, nor does she.
 */
export type PreviewMode = 'agents' | 'own' | 'paused';

export interface PreviewOptions {
  ctx: Context;
  live: LiveModule;
  createSharing: typeof createSharing;
  /** The customer has put it away. */
  close(): void;
}

/** The customer's view of what an agent sees, on her own page. */
export interface Preview {
  /** Its one node in the page: to be left out of every capture. */
  readonly host: HTMLElement;
  /** The session moved on, or its rules did. */
  follow(): void;
  /** A view frame from the service. */
  frame(header: FrameHeader, body: Uint8Array): void;
  /** What was shown is private now. */
  forget(): void;
  stop(): void;
}

/** What the preview takes of the agent's renderer, which another package owns: the part puts both together. */
export interface Mirror {
  apply(flags: number, body: Uint8Array): void;
  forget(): void;
  stop(): void;
}

export type CreateMirror = (options: {
  parent: HTMLElement;
  assetBase: {
    /** The address of asset `n` on her own page. */
    address(n: number): string | undefined;
    /** The address a sheet's text is fetched from. */
    sheet(n: number): string | undefined;
  };
  onMeta(meta: { width: number; height: number }): void;
  onShown(): void;
  onFault(reason: string): void;
}) => Promise<Mirror>;
