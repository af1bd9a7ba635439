import type { CDPSession } from '@playwright/test';

/** What a page can see of others: kept by a script that runs before everything else. */
export interface Traces {
  /** Remembers how everything is now. */
  mark(): void;
  /** Names of what is not as it was: own properties of the window, its document, and every constructor and prototype of its globals. */
  changed(): string[];
  /** Timers and frames that are still to come. */
  pending(): string[];
}

/** Runs in the page. A panel that lingers for seconds lingers a moment here. */
export function traces(): void {
  const LINGER_MS = 8_000;
  const pending = new Map<string, string>();
  const counted = (set: 'setTimeout' | 'requestAnimationFrame' | 'requestIdleCallback', clear: keyof Window): void => {
    const scope = window as unknown as Record<string, (...args: unknown[]) => number>;
    const begin = (scope[set] as (...args: unknown[]) => number).bind(window);
    const stop = (scope[clear] as (id: unknown) => number).bind(window);
    scope[set] = (run, ...more) => {
      const key = { id: '' };
      if (more[0] === LINGER_MS) more[0] = 1;
      const id = begin(
        (...args: unknown[]) => {
          pending.delete(key.id);
          (run as (...args: unknown[]) => void)(...args);
        },
        ...more,
      );
      key.id = `${set} ${id}`;
      pending.set(key.id, `${set} ${JSON.stringify(more)}`);
      return id;
    };
    scope[clear] = (id) => {
      pending.delete(`${set} ${String(id)}`);
      return stop(id);
    };
  };
  counted('setTimeout', 'clearTimeout');
  counted('requestAnimationFrame', 'cancelAnimationFrame');
  counted('requestIdleCallback', 'cancelIdleCallback');

  const walk = (): Map<string, unknown[]> => {
    const out = new Map<string, unknown[]>();
    const own = (name: string, object: object): void => {
      for (const key of Reflect.ownKeys(object)) {
        const { value, get, set, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor;
        const held = typeof value === 'function' || typeof value === 'object' ? value : typeof value;
        out.set(`${name}.${String(key)}`, [held, get, set, writable, enumerable, configurable]);
      }
    };
    own('window', window);
    own('document', document);
    own('html', document.documentElement);
    own('Object.prototype', Object.prototype);
    for (const key of Object.getOwnPropertyNames(window)) {
      const value: unknown = Object.getOwnPropertyDescriptor(window, key)?.value;
      if (typeof value !== 'function' && (typeof value !== 'object' || value === null || value === window)) continue;
      own(key, value);
      const { prototype } = value as { prototype?: unknown };
      if (typeof value === 'function' && typeof prototype === 'object' && prototype !== null) own(`${key}.prototype`, prototype);
    }
    return out;
  };
  let before = new Map<string, unknown[]>();
  const mine = (name: string): boolean => /^(?:window\.)?(?:guestTraces|session|steps|keep)\b/.test(name);
  window.guestTraces = {
    mark: () => void (before = walk()),
    changed() {
      const now = walk();
      const names: string[] = [];
      for (const [name, is] of now) {
        const was = before.get(name);
        if (!was || is.some((part, i) => !Object.is(part, was[i]))) names.push(name);
      }
      for (const name of before.keys()) if (!now.has(name)) names.push(name);
      return names.filter((name) => !mine(name)).toSorted();
    },
    pending: () => [...pending.values()],
  };
}

/** What only the browser can see, counted after a garbage collection. */
export interface Census {
  listeners: string[];
  /** Living objects by interface. */
  objects: Record<string, number>;
  nodes: number;
  listenerCount: number;
  /** Bytes. */
  heap: number;
}

const INTERFACES =
  'MutationObserver ResizeObserver IntersectionObserver PerformanceObserver MessagePort MediaQueryList WebSocket Worker AbortController CSSStyleSheet';

export async function takeCensus(cdp: CDPSession): Promise<Census> {
  const objectGroup = 'census';
  const evaluate = async (expression: string): Promise<string> =>
    (await cdp.send('Runtime.evaluate', { expression, objectGroup })).result.objectId ?? '';
  const listeners: string[] = [];
  for (const target of ['window', 'document', 'document.documentElement', 'document.body', 'document.head', 'navigator']) {
    const objectId = await evaluate(target);
    const found = await cdp.send('DOMDebugger.getEventListeners', { objectId });
    for (const { type, passive } of found.listeners) listeners.push(`${target} ${type}${passive ? ' passive' : ''}`);
  }
  const objects: Record<string, number> = {};
  for (const name of INTERFACES.split(' ')) {
    const prototypeObjectId = await evaluate(`${name}.prototype`);
    const { objects: all } = await cdp.send('Runtime.queryObjects', { prototypeObjectId, objectGroup });
    const { result } = await cdp.send('Runtime.callFunctionOn', {
      objectId: all.objectId ?? '',
      functionDeclaration: 'function () { return this.length; }',
      returnByValue: true,
    });
    objects[name] = result.value as number;
  }
  await cdp.send('Runtime.releaseObjectGroup', { objectGroup });
  for (let i = 0; i < 2; i++) await cdp.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return { listeners: listeners.toSorted(), objects, nodes, listenerCount: jsEventListeners, heap: usedSize };
}
