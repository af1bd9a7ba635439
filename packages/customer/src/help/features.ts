import { type Natives, complain } from '@sightline/link';
import { FrameKind, type FrameHeader, type ServerMessage } from '@sightline/protocol';
import type { HelpFeature, HelpFeatures, HelpSession } from './help-session.js';

/** How each feature is made, of the part of its name. */
export type MakeFeatures = { [K in keyof HelpFeatures]?: (session: HelpSession) => Promise<HelpFeatures[K]> };

export type FeatureNews = { header: FrameHeader; body: Uint8Array; at: number } | { message: ServerMessage };

export interface Features {
  /** A frame of any kind but the view's. */
  frame(news: { header: FrameHeader; body: Uint8Array; at: number }): void;
  /** Told to the features that are there or on their way. */
  message(message: ServerMessage): void;
  /** Loads it; undefined where it does not come. */
  open<K extends keyof HelpFeatures>(name: K): Promise<HelpFeatures[K] | undefined>;
  readonly now: Partial<HelpFeatures>;
  /** Takes everything off the page; what comes next begins anew. */
  stop(): void;
}

export interface FeaturesOptions {
  make: MakeFeatures;
  session: HelpSession;
  natives: Pick<Natives, 'now'>;
  /** An act that cannot be carried out, or a proposal that cannot be shown. */
  refuse(header: FrameHeader): void;
}

/** News kept for a feature that is not there yet, and milliseconds after which an act that waited is none any more. */
const MOST_WAITING = 2_000;
const ACT_LAPSES_MS = 3_000;

/** Hands news to the features, each loaded at its first need. One that does not come is asked for again at the next. */
export function createFeatures({ make, session, natives, refuse }: FeaturesOptions): Features {
  let now: Partial<HelpFeatures> = {};
  let waiting: Partial<Record<keyof HelpFeatures, FeatureNews[]>> = {};
  /** Counts stops: what is loaded across one is not used. */
  let round = 0;

  const guarded = (run: () => void): void => {
    try {
      run();
    } catch (error) {
      complain('helping failed.', error);
    }
  };
  const tell = (feature: HelpFeature, news: FeatureNews): void =>
    guarded(() => {
      if ('message' in news) return feature.message?.(news.message);
      const lapsed = news.header.kind === FrameKind.Act && natives.now() - news.at > ACT_LAPSES_MS;
      if (lapsed) refuse(news.header);
      else feature.frame?.(news.header, news.body);
    });
  const open: Features['open'] = async (name) => {
    const begun = round;
    try {
      const made = now[name] ?? (await make[name]?.(session));
      if (made && begun !== round) made.stop();
      else if (made) now[name] ??= made;
    } catch (error) {
      complain(`the part ${name} did not come.`, error);
    }
    return begun === round ? now[name] : undefined;
  };
  const load = async (name: keyof HelpFeatures): Promise<void> => {
    const begun = round;
    const feature = await open(name);
    if (begun !== round) return;
    const all = waiting[name] ?? [];
    waiting[name] = undefined as never;
    for (const news of all) {
      if (feature) tell(feature, news);
      else if ('header' in news) refuse(news.header);
    }
  };
  const give = (name: keyof HelpFeatures, news: FeatureNews, needs: boolean): void => {
    const feature = now[name];
    const queue = waiting[name];
    if (feature) tell(feature, news);
    else if (queue) {
      if (queue.length < MOST_WAITING) queue.push(news);
    } else if (needs) {
      waiting[name] = [news];
      void load(name);
    }
  };
  return {
    open,
    get now() {
      return now;
    },
    frame(news) {
      const { kind } = news.header;
      give(kind === FrameKind.Act ? 'assist' : kind === FrameKind.Draft ? 'offer' : 'draw', news, true);
    },
    message(message) {
      // Before its first act: it has to know by then what the customer is doing.
      const held = message.t === 'assist_started' || (message.t === 'welcome' && message.assist !== undefined);
      for (const name of ['draw', 'assist', 'offer'] as const) give(name, { message }, held && name === 'assist');
    },
    stop() {
      round++;
      const made = Object.values(now);
      now = {};
      waiting = {};
      for (const feature of made) guarded(() => feature.stop());
    },
  };
}
