import { expect } from '@playwright/test';
import { test } from './world.js';

interface Session {
  start(...args: unknown[]): Promise<unknown>;
  on(event: string, handler: (payload: unknown) => void): void;
}

/** Errors §1: whoever listens hears it, whoever throws stops nobody else, and nothing is left unhandled. */
export function silence(): void {
  test('silence: a failure nobody listens to is one console.error, and no unhandled rejection', async ({ customer }) => {
    const page = await customer();
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.evaluate(() => void (window as unknown as { session: Session }).session.start({ sdkToken: 7 }));
    await expect.poll(() => errors.length).toBe(1);
    expect(errors[0]).toContain('Invalid argument: sdkToken.');

    // A callback alone, a handler alone, a rejection alone: each is enough. The last failure is the canary.
    await page.evaluate(async () => {
      const { session } = window as unknown as { session: Session };
      await new Promise((resolve) => void session.start({ sdkToken: 1 }, resolve));
      await session.start({ sdkToken: 2 }).catch(() => undefined);
      session.on('session_error', () => undefined);
      void session.start({ sdkToken: 3 });
      await session.start({ sdkToken: 4 }).catch(() => console.error('the canary'));
    });
    await expect.poll(() => errors).toHaveLength(2);
    expect(errors[1]).toBe('the canary');
  });

  test('silence: a handler that throws is reported and stops nobody else', async ({ customer }) => {
    const page = await customer();
    const { seen, reported } = await page.evaluate(async () => {
      const { session, ...rest } = window as unknown as { session: Session; reported: string[] };
      void rest;
      const order: string[] = [];
      session.on('session_error', () => {
        order.push('first');
        throw new Error('of the first handler');
      });
      session.on('session_error', () => order.push('second'));
      const callback = (): void => {
        order.push('callback');
        throw new Error('of the callback');
      };
      await session.start({ sdkToken: 7 }, callback).catch(() => order.push('rejection'));
      const list = (window as unknown as { reported: string[] }).reported;
      return { seen: order, reported: list.splice(0) };
    });
    expect(seen).toEqual(['first', 'second', 'callback', 'rejection']);
    expect(reported.map((text) => text.replace(/^Uncaught /, ''))).toEqual(['Error: of the first handler', 'Error: of the callback']);
  });
}
