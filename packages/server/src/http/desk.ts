import { PATHS } from '@sightline/protocol';
import type { FastifyInstance } from 'fastify';
import { formatSite, type Site } from '../access/site.js';
import type { Folder } from './files.js';
import { notFound, sendFile } from './send-file.js';

export interface DeskOptions {
  folder: Folder;
  /** The service's origins. */
  own(): readonly string[];
  /** Sites that may show the desk in a frame. */
  frameSites: readonly Site[];
  demo: boolean;
}

const LOOPBACK = ['http://localhost:*', 'http://127.0.0.1:*', 'https://localhost:*', 'https://127.0.0.1:*'];

/** The hosted desk: a page of its own files only, whose frame for the mirrored page inherits this policy. */
export function deskEndpoints(app: FastifyInstance, options: DeskOptions): void {
  function policy(): string {
    const sockets = options.own().map((origin) => origin.replace(/^http/, 'ws'));
    const ancestors = ["'self'", ...options.frameSites.map(formatSite), ...(options.demo ? LOOPBACK : [])];
    return [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      "media-src 'self'",
      `connect-src 'self' ${sockets.join(' ')}`,
      "frame-src 'self' about:",
      "base-uri 'none'",
      "form-action 'none'",
      `frame-ancestors ${ancestors.join(' ')}`,
      "require-trusted-types-for 'script'",
      'trusted-types sightline',
    ].join('; ');
  }

  app.get(PATHS.desk, async (_request, reply) => {
    const page = await options.folder.read('desk.html');
    if (!page) return reply.code(404).type('text/plain').send('The desk is not built: npm run build');
    return reply
      .header('content-security-policy', policy())
      .header('cross-origin-opener-policy', 'same-origin')
      .header('permissions-policy', 'camera=(), geolocation=(), microphone=(), clipboard-write=(self), fullscreen=(self)')
      .header('cache-control', 'no-store')
      .type(page.type)
      .send(page.bytes);
  });

  app.get<{ Params: { '*': string } }>('/sdkapi/zcb/desk/*', async (request, reply) => {
    const file = await options.folder.read(request.params['*']);
    if (!file) return notFound(reply);
    return sendFile(request, reply.header('cache-control', 'no-cache'), file);
  });
}
