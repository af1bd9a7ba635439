import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FrameFlag } from '@sightline/protocol';
import { chromium, type Page } from 'playwright-core';
import { type Box, type Field, fieldKey } from './field.js';
import { fingerprint } from './fingerprint.js';
import { createLister, type Lister } from './list-fields.js';
import type { FromPage, PageSetup } from './from-page.js';
import type { PolicyFile } from './policy.js';
import { UsageError } from './policy-file.js';

export interface CheckOptions {
  address: string;
  policy: PolicyFile;
  steps: string | undefined;
  viewport: { width: number; height: number };
  browser: string;
  /** Where the script for the page is. */
  script?: string;
}

/** What an agent would get of a page, from its load to the end of the steps. */
export interface Checked {
  /** Fingerprint of the rules, as customer and agent are shown it. */
  rules: string;
  fields: Field[];
  boxes: Box[];
  /** All words as they are read, joined within blocks, of every moment looked at. */
  words: string[];
}

const LOAD_MS = 30_000;
const KEY_MS = 20_000;
/** Nothing was told for so long: the page rests. */
const QUIET_MS = 400;
/** A page that never rests is taken as it is. */
const RESTLESS_MS = 5_000;
const HAND = '__sightlineCheck';

/** Opens the page, captures it by the rules and reads every frame that a session would send. Nothing leaves the machine but the page's own requests. */
export async function checkPage(o: CheckOptions): Promise<Checked> {
  const { account = {}, deepCapture = false, ...masks } = o.policy;
  const setup: PageSetup = {
    masks,
    deepCapture,
    account: { maskCssSelectors: '', maskHTMLAttributes: '', keepQuery: [], ...account },
    hand: HAND,
  };
  const script = readFileSync(o.script ?? join(import.meta.dirname, 'page.js'), 'utf8');
  const browser = await chromium.launch({ executablePath: o.browser, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    const context = await browser.newContext({ viewport: o.viewport });
    const page = await context.newPage();
    const heard = listen(page);
    await page.exposeBinding(HAND, (_, message: FromPage) => heard.take(message));
    await page.addInitScript(`(() => { const SIGHTLINE_CHECK = ${JSON.stringify(setup)};\n${script}\n})()`);
    await page.goto(o.address, { waitUntil: 'load', timeout: LOAD_MS }).catch((error: Error) => {
      throw new UsageError(`${o.address} cannot be opened (${error.message.split('\n')[0]})`);
    });
    await heard.settled();
    if (o.steps !== undefined) {
      await takeSteps(o.steps, page);
      await heard.settled();
    }
    return { rules: fingerprint(o.policy), ...heard.checked() };
  } finally {
    await browser.close();
  }
}

async function takeSteps(file: string, page: Page): Promise<void> {
  const steps = (await import(pathToFileURL(resolve(file)).href)) as { default?: unknown };
  if (typeof steps.default !== 'function') throw new UsageError(`${file}: the default export must be a function of {page}`);
  await (steps.default as (given: { page: Page }) => unknown)({ page });
}

function listen(page: Page) {
  const fields = new Map<string, Field>();
  const boxes = new Map<string, Box>();
  const words: string[] = [];
  const addresses = new Map<string, string>();
  let current: { name: string; lister: Lister; keyed: boolean } | undefined;
  let problem: Error | undefined;
  let changed = Date.now();

  const found = (field: Field): void => {
    fields.set(fieldKey(field), field);
  };
  const listerFor = (name: string): NonNullable<typeof current> => {
    if (current?.name === name) return current;
    const lister = createLister({ found, asset: (n) => addresses.get(`${name} ${n}`) });
    current = { name, lister, keyed: false };
    return current;
  };
  const takeFrame = (name: string, flags: number, body: string): void => {
    const document = listerFor(name);
    document.lister.frame(flags, Buffer.from(body, 'base64'));
    if (flags & FrameFlag.KeyEnd) document.keyed = true;
  };
  const look = async (): Promise<void> => {
    if (current) words.push(current.lister.words());
    const written = await page.evaluate<Box[]>(`window[${JSON.stringify(`${HAND}Boxes`)}]?.() ?? []`);
    for (const box of written) boxes.set(`${box.path} ${box.rule}`, box);
  };
  return {
    take(message: FromPage): void {
      changed = Date.now();
      try {
        switch (message.t) {
          case 'frame':
            return takeFrame(message.document, message.flags, message.body);
          case 'assets':
            for (const { n, url } of message.items) {
              addresses.set(`${message.document} ${n}`, url ?? 'a picture only this page has');
              if (url !== undefined) found({ path: 'document', kind: 'asset', what: url });
            }
            return;
          case 'start':
            listerFor(message.document);
            return found({ path: 'document', kind: 'address', name: 'page', what: message.url });
          case 'refused':
            problem = new UsageError(`the rule ${message.field} cannot be evaluated`);
            return;
          case 'fault':
            problem = new UsageError(`the page cannot be captured by these rules: ${message.message}`);
            return;
          case 'forget':
            return;
          default:
            message satisfies never;
        }
      } catch (error) {
        problem = error as Error;
      }
    },
    /** Resolves when the page's present document was told as a whole and nothing more comes. */
    async settled(): Promise<void> {
      const from = Date.now();
      for (;;) {
        if (problem) throw problem;
        const now = Date.now();
        if (current?.keyed && (now - changed > QUIET_MS || now - from > RESTLESS_MS)) return look();
        if (!current?.keyed && now - from > KEY_MS) throw new UsageError('the page was never captured as a whole; does it load?');
        await page.waitForTimeout(50);
      }
    },
    checked: (): Omit<Checked, 'rules'> => ({ fields: [...fields.values()], boxes: [...boxes.values()], words }),
  };
}
