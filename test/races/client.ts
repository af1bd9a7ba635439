import { PROTOCOL_VERSION, PATHS, SDK_VERSION } from '@sightline/protocol';
import { WebSocket } from 'ws';

/**
 * A client process of the race tests: at a given moment it makes all its calls at once, enters the seats it gets, and reports
 * for each call `in`, or the error's code and cause.
 */
export interface Race {
  url: string;
  /** Milliseconds since the epoch. */
  at: number;
  calls: { path: string; origin: string; body: object }[];
}

interface Answer {
  sessionId: string;
  key: string;
  code: number;
  cause: string;
}

const named = (error: { code: number; cause: string }): string => `${error.code}:${error.cause}`;

let sockets: WebSocket[] = [];

async function call(url: string, { path, origin, body }: Race['calls'][number]): Promise<string> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Answer;
  return response.ok ? enter(url, origin, answer) : named(answer);
}

function enter(url: string, origin: string, { sessionId, key }: Answer): Promise<string> {
  return new Promise((resolve) => {
    const ws = new WebSocket(url.replace('http', 'ws') + PATHS.enter, { origin });
    sockets.push(ws);
    ws.on('open', () => ws.send(JSON.stringify({ t: 'hello', v: PROTOCOL_VERSION, sdk: SDK_VERSION, sessionId, key })));
    ws.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { t: string; error: { code: number; cause: string } };
      if (message.t === 'welcome') resolve('in');
      if (message.t === 'refused') resolve(named(message.error));
    });
    ws.on('error', (error) => resolve(`socket: ${error.message}`));
    ws.on('close', (code) => resolve(`closed with ${code}`));
  });
}

async function race({ url, at, calls }: Race): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, at - Date.now()));
  return Promise.all(calls.map((one) => call(url, one).catch((error: Error) => `failed: ${error.message}`)));
}

process.on('message', (message: Race | 'close') => {
  if (message === 'close') {
    for (const ws of sockets) ws.terminate();
    sockets = [];
    return;
  }
  race(message).then(
    (results) => process.send?.(results),
    () => process.exit(1),
  );
});
process.send?.('ready');
