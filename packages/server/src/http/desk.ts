import { randomBytes } from 'node:crypto';
import { PATHS } from '@sightline/protocol';
import type { FastifyInstance } from 'fastify';
import { decodeJwt } from 'jose';
import { formatSite, type Site } from '../access/site.js';
import type { Account } from '../store/account.js';
import { answerError } from './answer.js';
import { deskQuery } from './desk-query.js';
import type { Folder } from './files.js';
import { notFound, sendFile } from './send-file.js';

export interface DeskOptions {
  folder: Folder;
  /** The service's origins. */
  own(): readonly string[];
  /** Sites that may show the desk in a frame. */
  frameSites: readonly Site[];
  demo: boolean;
  account(sdkKey: string): Promise<Account | undefined>;
}

const LOOPBACK = ['http://localhost:*', 'http://127.0.0.1:*', 'https://localhost:*', 'https://127.0.0.1:*'];

/** Everything a page can be allowed to use, none of which the desk does but the last two. A name no browser knows is a warning in its console. */
const FEATURES = [
  ...'accelerometer autoplay browsing-topics camera display-capture'.split(' '),
  ...'encrypted-media gamepad geolocation gyroscope hid identity-credentials-get idle-detection local-fonts magnetometer microphone midi'.split(
    ' ',
  ),
  ...'otp-credentials payment picture-in-picture publickey-credentials-create publickey-credentials-get screen-wake-lock serial'.split(' '),
  ...'storage-access sync-xhr usb window-management xr-spatial-tracking clipboard-read'.split(' '),
];
const PERMISSIONS = [...FEATURES.map((name) => `${name}=()`), 'clipboard-write=(self)', 'fullscreen=(self)'].join(', ');

const TOKEN = /^[\w.-]{1,4096}$/;
/** With the blanks people type. */
const LONGEST_PIN = 32;
const HALF_A_YEAR = 180 * 24 * 3600;

/** The SDK key a token names. Not verified here: it opens nothing. */
function appKeyOf(token: unknown): string | undefined {
  try {
    const { app_key } = decodeJwt(String(token));
    return typeof app_key === 'string' && app_key.length <= 128 ? app_key : undefined;
  } catch {
    return undefined;
  }
}

/** The hosted desk: a page of its own files only, whose frame for the mirrored page inherits this policy. */
export function deskEndpoints(app: FastifyInstance, options: DeskOptions): void {
  const everyFrame = options.frameSites.map(formatSite);

  /** What the page may, by the account its address names: load pictures from these sites, be shown in a frame by those. */
  async function allowed(appKey: string | undefined): Promise<{ pictures: readonly string[]; frames: readonly string[] }> {
    const account = await accountOf(appKey);
    if (!account || account.disabled) return { pictures: [], frames: everyFrame };
    return {
      pictures: account.loadAssetsDirectly ? account.allowedSites.map(formatSite) : [],
      frames: [...new Set([...everyFrame, ...account.allowedAgentSites.map(formatSite)])],
    };
  }

  const accountOf = async (appKey: string | undefined): Promise<Account | undefined> =>
    appKey === undefined ? undefined : options.account(appKey).catch(() => undefined);

  function policy(nonce: string, { pictures, frames }: { pictures: readonly string[]; frames: readonly string[] }): string {
    const sockets = options.own().map((origin) => origin.replace(/^http/, 'ws'));
    const ancestors = ["'self'", ...frames, ...(options.demo ? LOOPBACK : [])];
    return [
      "default-src 'none'",
      // Not `'self'`: other scripts and sheets this service hands out are for other pages.
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      ["img-src 'self' data:", ...pictures].join(' '),
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

  app.get<{ Querystring: { app_key?: unknown; access_token?: unknown } }>(PATHS.desk, async (request, reply) => {
    const page = await options.folder.read('desk.html');
    if (!page) return reply.code(404).type('text/plain').send('The desk is not built: npm run build');
    const nonce = randomBytes(16).toString('base64url');
    const { app_key: named, access_token: token } = request.query;
    const may = await allowed(typeof named === 'string' ? named : appKeyOf(token));
    const html = page.bytes.toString('utf8').replace(/<(script|link rel="stylesheet")/g, `<$1 nonce="${nonce}"`);
    // A browser remembers it, so only a connection that is protected already may say so.
    if (request.protocol === 'https') reply.header('strict-transport-security', `max-age=${HALF_A_YEAR}`);
    return (
      reply
        .header('content-security-policy', policy(nonce, may))
        .header('cross-origin-opener-policy', 'same-origin')
        .header('cross-origin-embedder-policy', 'require-corp')
        // A console that isolates itself shows only frames that let it.
        .header('cross-origin-resource-policy', may.frames.length > 0 ? 'cross-origin' : 'same-origin')
        .header('origin-agent-cluster', '?1')
        .header('x-permitted-cross-domain-policies', 'none')
        .header('permissions-policy', PERMISSIONS)
        // A token may have been in the address.
        .header('cache-control', 'no-store')
        .type(page.type)
        // Its viewer is told what this policy lets through.
        .send(may.pictures.length > 0 ? html.replace('<body>', '<body data-direct>') : html)
    );
  });

  // A console's form, so that the token is in no address of a request: the fragment that takes it to the page is never sent.
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.post(PATHS.desk, async (request, reply) => {
    const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
    const token = form.get('access_token') ?? '';
    if (!TOKEN.test(token)) return answerError(reply, '9999:invalid_argument', { field: 'access_token' });
    const fragment = new URLSearchParams({ access_token: token, pin: (form.get('pin') ?? '').slice(0, LONGEST_PIN) });
    const query = deskQuery(await accountOf(appKeyOf(token)), options.frameSites);
    return reply.header('cache-control', 'no-store').redirect(`${PATHS.desk}${query}#${fragment.toString()}`, 303);
  });

  app.get<{ Params: { '*': string } }>('/sdkapi/zcb/desk/*', async (request, reply) => {
    const file = await options.folder.read(request.params['*']);
    if (!file) return notFound(reply);
    return sendFile(request, reply.header('cache-control', 'no-cache').header('cross-origin-resource-policy', 'same-origin'), file);
  });
}
