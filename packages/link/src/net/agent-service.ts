import { PATHS } from '@sightline/protocol';
import type { Result } from '../call/result.js';
import type { Natives } from './natives.js';
import { createPost, createService, fields, type SeatKey, type Service } from './service.js';

/** What an agent asks besides. */
export interface AgentService extends Service {
  /** Ends a session nobody's connection of this browser is in, or leaves it. */
  quit(how: 'end' | 'leave', seat: SeatKey): Promise<Result<object>>;
  /** The address of a hosted viewer. */
  viewer(body: { sdkVersion: string; appKey: string; sdkToken: string; pinCode: string }): Promise<Result<string>>;
}

export function createAgentService(base: string, natives: Natives): AgentService {
  const post = createPost(base, natives);
  return {
    ...createService(post),
    quit: (how, seat) => post(how === 'end' ? PATHS.end : PATHS.leave, seat, '9999:service_error', Object),
    viewer: (body) => post(PATHS.viewer, body, '9999:service_error', readUrl),
  };
}

function readUrl(answer: unknown): string | undefined {
  const { url } = fields(answer);
  return typeof url === 'string' && url !== '' ? url : undefined;
}
