import { isDrawTool, readColor } from '@sightline/draw';
import { type CallArguments, invalid, type Result, success } from '@sightline/link';
import { makeError } from '@sightline/protocol';
import type { Context } from './context.js';

/** `annotate({tool, color})`: takes a tool as its button does, `color` as `#rgb` or `#rrggbb`; without `tool` puts it away. */
export function annotate(ctx: Context, { options: { tool, color } }: CallArguments): Result<object> {
  if (ctx.state.kind === 'ending') return { ok: false, error: makeError('1017:canceling') };
  if (tool !== undefined && !isDrawTool(tool)) return invalid('tool');
  const paint = readColor(color);
  if (color !== undefined && paint === undefined) return invalid('color');
  const wish = tool && { tool, ...(paint === undefined ? {} : { color: paint }) };
  // Not in a session, not let in, nothing shown, or the page lets no agent draw.
  return ctx.state.kind === 'live' && ctx.state.viewer.annotate(wish) ? success({}) : invalid('annotate');
}

/** `clearAnnotations()`: this agent's own strokes; with `all` everybody's (ours). */
export function clearAnnotations(ctx: Context, { options: { all } }: CallArguments): Result<object> {
  if (ctx.state.kind === 'ending') return { ok: false, error: makeError('1017:canceling') };
  if (all !== undefined && typeof all !== 'boolean') return invalid('all');
  return ctx.state.kind === 'live' && ctx.state.viewer.clearAnnotations(all === true) ? success({}) : invalid('clearAnnotations');
}
