import http from 'node:http';
import https from 'node:https';
import { pinnedTo, resolveHost, unlessAborted } from '../net/pinned-address.js';
import type { AddressRules } from './address-rules.js';

export interface Posted {
  status: number;
  /** What of the answer was read. */
  body: Buffer;
}

export interface PostRequest {
  url: string;
  body: string;
  headers: Readonly<Record<string, string>>;
}

/** Posts JSON; throws where there is no whole answer in time. */
export type PostJson = (request: PostRequest, signal: AbortSignal) => Promise<Posted>;

export interface Poster {
  post: PostJson;
  stop(): void;
}

const ANSWER_BYTES = 64 * 1024;
/** Shorter than receivers keep a connection that rests: one they have just closed costs a try. */
const REST_MS = 2_000;

/**
 * For all of it, looking up the name included, there is `deadlineMs`. The host's address is resolved, checked and then connected
 * to; a redirect is an answer like any other. Of an answer that is longer only the beginning is read.
 */
export function createPoster({ rules, deadlineMs }: { rules: AddressRules; deadlineMs: number }): Poster {
  const kept = { keepAlive: true, timeout: REST_MS, maxFreeSockets: 8 };
  const agents = { http: new http.Agent(kept), https: new https.Agent(kept) };

  async function request({ url: text, body, headers }: PostRequest, signal: AbortSignal): Promise<Posted> {
    const fault = rules.urlFault(text);
    if (fault !== undefined) throw new Error(fault);
    const url = new URL(text);
    const address = await unlessAborted(resolveHost(url.hostname, rules.allows(url.hostname)), signal);
    const secure = url.protocol === 'https:';
    return new Promise<Posted>((done, fail) => {
      let answered = false;
      const sent = (secure ? https : http).request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Sightline',
          ...headers,
        },
        lookup: pinnedTo(address),
        agent: secure ? agents.https : agents.http,
        signal,
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The receiver closed a connection that rested in the moment it was used again: nobody has read the request.
        if (sent.reusedSocket && error.code === 'ECONNRESET' && !answered) request({ url: text, body, headers }, signal).then(done, fail);
        else fail(error);
      });
      sent.on('response', (response) => {
        answered = true;
        const chunks: Buffer[] = [];
        let size = 0;
        const end = (): void => done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).subarray(0, ANSWER_BYTES) });
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.byteLength;
          if (size <= ANSWER_BYTES) return;
          end();
          response.destroy();
        });
        response.on('end', end);
        response.on('error', fail);
        response.on('close', () => fail(new Error('the answer broke off')));
      });
      sent.end(body);
    });
  }

  return {
    async post(given, outer) {
      const cut = new AbortController();
      const abort = (): void => cut.abort();
      const timer = setTimeout(abort, deadlineMs);
      if (outer.aborted) abort();
      outer.addEventListener('abort', abort);
      try {
        return await request(given, cut.signal);
      } catch (error) {
        throw cut.signal.aborted ? new Error('no whole answer in time') : error;
      } finally {
        clearTimeout(timer);
        outer.removeEventListener('abort', abort);
      }
    },
    stop() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}
