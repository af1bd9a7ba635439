import { type Capture, startCapture } from '@sightline/customer/capture';
import * as texts from '@sightline/customer/parts/texts';
import { compilePolicy, type MaskSettings } from '../../packages/customer/src/privacy/policy.js';
import { loadPart } from '../../packages/customer/src/parts/parts.fixture.js';
import { watchSecrets } from '../../packages/customer/src/privacy/secrets.js';
import { joinMasks } from '../../packages/customer/src/session/join-masks.js';
import type { AccountPolicy } from '@sightline/protocol';
import { createFrameDecoder, type ReadableOp } from '@sightline/testing';
import { HOLDER } from './live-page.js';
import type { RulesPlan } from './plan.js';
import { tokensIn, tokensInBytes } from './tokens.js';

export interface ToldBox {
  width: number;
  height: number;
  style: string;
}

/** A page in a frame of its own, the real watcher from `init` on and, once shared, the real capture; all that leaves is searched. */
export interface World {
  document: Document;
  /** `init`: the watcher of passwords begins. */
  init(): void;
  /** The session goes live. */
  share(): void;
  /** `init` again with more masks, as the session does it. */
  mask(rules: RulesPlan): void;
  flush(): void;
  /** Tokens that left in the stream that is open, pointer and assets included. */
  readonly left: ReadonlySet<string>;
  /** Of a stream that was given up: what left in it after that. */
  readonly stale: readonly string[];
  /** The number of the open stream. */
  readonly stream: number;
  readonly faults: readonly unknown[];
  /** All that left, spelled out, but where boxes stand. */
  readonly trace: readonly string[];
  /** What is told of each box: width and height in CSS pixels, and its place. */
  readonly boxes: ReadonlyMap<string, ToldBox>;
  /** Resolves once the parts that a first flush asked for are there. */
  partsLoaded(): Promise<void>;
  stop(): void;
}

/** An expression of the rules, as an integrator would write it. */
const pattern = (text: string): string | RegExp => {
  const end = text.lastIndexOf('/');
  return end > 0 ? new RegExp(text.slice(1, end), text.slice(end + 1)) : text;
};

const settingsOf = (rules: RulesPlan): MaskSettings => ({
  maskType: rules.mode,
  maskCssSelectors: rules.selectors.join(', '),
  maskHTMLAttributes: rules.attributes.join(', '),
  unmaskCssSelectors: rules.unmask.join(', '),
  ...(rules.patterns.length > 0 && { maskPatterns: rules.patterns.map(pattern) }),
});

/** `traced`: what leaves is spelled out, too. */
export async function createWorld(rules: RulesPlan, traced: boolean): Promise<World> {
  const frame = document.createElement('iframe');
  frame.setAttribute(HOLDER, '');
  frame.width = '800';
  frame.height = '600';
  frame.srcdoc = '<!doctype html><title></title><body></body>';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument as Document;
  const account: AccountPolicy = {
    maskCssSelectors: rules.account.selectors.join(', '),
    maskHTMLAttributes: rules.account.attributes.join(', '),
  } as AccountPolicy;
  let masks = settingsOf(rules);
  let secrets: ReturnType<typeof watchSecrets> | undefined;
  let capture: Capture | undefined;
  let stream = 0;
  let left = new Set<string>();
  const stale: string[] = [];
  const faults: unknown[] = [];
  const trace: string[] = [];
  const boxes = new Map<string, ToldBox>();
  let decoder = createFrameDecoder();
  const hear = (tokens: string[]): void => tokens.forEach((token) => left.add(token));
  const next = (): number => {
    left = new Set();
    boxes.clear();
    decoder = createFrameDecoder();
    trace.push(`stream ${stream + 1}`);
    return ++stream;
  };
  const begin = (): void => {
    const compiled = compilePolicy(masks, account);
    if (!compiled.ok) throw new Error(`refused: ${compiled.field}`);
    capture = startCapture({
      document: page,
      policy: compiled.policy,
      secrets: secrets as NonNullable<typeof secrets>,
      texts,
      loadPart,
      own: () => false,
      emit: (view) => {
        const tokens = tokensInBytes(view.body);
        if (view.stream === stream) hear(tokens);
        else stale.push(...tokens, `frame ${view.number} of stream ${view.stream}`);
        if (!traced) return;
        const ops = decoder.decode(view.flags, view.body);
        for (const op of told(ops)) trace.push(JSON.stringify(op));
        place(ops, '', boxes);
      },
      ready: () => true,
      pointer: (body) => {
        trace.push(`pointer ${body.join()}`);
        hear(tokensInBytes(body));
      },
      assets: (items) => {
        trace.push(JSON.stringify(items));
        hear(tokensIn(JSON.stringify(items)));
      },
      asset: (_n, mime, bytes) => hear([...tokensIn(mime), ...tokensInBytes(bytes)]),
      assetMissing: () => undefined,
      forget: () => capture?.open(next()),
      fault: (error) => {
        faults.push(error);
        hear(tokensIn(String((error as Error).stack ?? error)));
      },
    });
    capture.open(next());
  };
  return {
    document: page,
    init() {
      secrets = watchSecrets(page);
    },
    share: begin,
    mask(more) {
      masks = joinMasks(masks, settingsOf(more));
      const again = capture !== undefined;
      capture?.stop();
      if (again) begin();
    },
    flush: () => capture?.flush(),
    get left() {
      return left;
    },
    stale,
    get stream() {
      return stream;
    },
    faults,
    trace,
    boxes,
    async partsLoaded() {
      await loadPart('boxes');
      // Whoever asked before has been answered by then.
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    },
    stop() {
      capture?.stop();
      frame.remove();
    },
  };
}

/** Notes what is told of boxes, those of documents in iframes by the way to them. */
function place(ops: readonly ReadableOp[], way: string, boxes: Map<string, ToldBox>): void {
  for (const op of ops) {
    if (op.op === 'geometry') boxes.set(`${way}${op.id}`, { width: op.width / 8, height: op.height / 8, style: op.style });
    else if (op.op === 'embedded') place(op.ops, `${way}${op.id} `, boxes);
  }
}

/** Without where boxes stand, and frames that say nothing else. */
const told = (ops: readonly ReadableOp[]): ReadableOp[] =>
  ops.flatMap((op): ReadableOp[] => {
    if (op.op === 'geometry') return [];
    if (op.op !== 'embedded') return [op];
    const inner = told(op.ops);
    return inner.length === 0 && op.flags === 0 ? [] : [{ ...op, ops: inner }];
  });
