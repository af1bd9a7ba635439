import type { MakeFeatures } from './features.js';

/** Each feature, made by the part of its name. */
export const makeFeatures: MakeFeatures = {
  draw: async (session) => (await session.loadPart('draw')).createDrawing(session),
  offer: async (session) => (await session.loadPart('offer')).createOffers(session),
  assist: async (session) => (await session.loadPart('assist')).createAssist(session),
};
