import { failure, invalid, type Result, success } from '@sightline/link';
import { makeError } from '@sightline/protocol';
import type { PartMethod } from '../session/agent-methods.js';
import type { Context } from '../session/context.js';
import type { Live } from '../session/state.js';
import { withLive } from '../tabs/with-live.js';
import type { Help } from './help.js';
import { DRAWING_TOOLS, type DrawingTool } from './help-session.js';

const unloaded = (): Result<object> => failure(makeError('1016:network'));
const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** In a session, with the part open. */
const helping = (ctx: Context, name: string, work: (help: Help, live: Live) => Promise<Result<object>> | Result<object>) =>
  withLive(ctx, name, async (live) => {
    const help = await live.help.open();
    return help ? work(help, live) : unloaded();
  });

/** `annotate` and `clearAnnotations` where the customer may draw. */
const drawing = (ctx: Context, name: string, work: (help: Help, live: Live) => Promise<Result<object>> | Result<object>) =>
  helping(ctx, name, (help, live) => (live.switches?.draw.customer ? work(help, live) : invalid(name)));

export const methods: Record<'respondRemoteAssist' | 'stopRemoteAssist' | 'annotate' | 'clearAnnotations' | 'respondProposal', PartMethod> =
  {
    respondRemoteAssist(ctx, { requestId, allow }) {
      if (!isId(requestId)) return invalid('requestId');
      if (typeof allow !== 'boolean') return invalid('allow');
      return helping(ctx, 'respondRemoteAssist', (help) => (help.respond(requestId, allow) ? success({}) : invalid('requestId')));
    },
    stopRemoteAssist: (ctx) =>
      helping(ctx, 'stopRemoteAssist', ({ assist }, { wishes }) => wishes.ask({ t: 'stop_assist' }, () => !assist.holder)),
    annotate(ctx, { tool, color }) {
      if (tool !== undefined && !DRAWING_TOOLS.includes(tool as DrawingTool)) return invalid('tool');
      if (color !== undefined && !(typeof color === 'string' && /^#(?:[\da-f]{3}){1,2}$/i.test(color))) return invalid('color');
      return drawing(ctx, 'annotate', async ({ features }) => {
        const draw = await features.open('draw');
        draw?.annotate(tool === undefined ? undefined : { tool: tool as DrawingTool, color: color as string | undefined });
        return draw ? success({}) : unloaded();
      });
    },
    clearAnnotations: (ctx) =>
      helping(ctx, 'clearAnnotations', (help, { wishes }) => {
        const { cleared } = help;
        return wishes.ask({ t: 'clear_drawings', all: true }, () => help.cleared > cleared);
      }),
    respondProposal(ctx, { proposalId, accept }) {
      if (!isId(proposalId)) return invalid('proposalId');
      const places = Array.isArray(accept) && accept.every(Number.isInteger) ? (accept as number[]) : undefined;
      if (typeof accept !== 'boolean' && !places) return invalid('accept');
      return helping(ctx, 'respondProposal', async ({ features }) => {
        const answered = await features.now.offer?.answer(proposalId, places ?? (accept === true ? 'all' : []));
        return answered ? success({}) : invalid('proposalId');
      });
    },
  };
