import type { Writable } from 'node:stream';

export interface LogDestination {
  write(line: string): void;
  /** Resolves when the reader has everything, or after `ms`. */
  flushed(ms: number): Promise<void>;
}

/**
 * Hands lines to whoever reads the service's output, and never waits for him: of lines over `maxBytes` that he has not taken yet the
 * newest are lost, which he is told when he reads on. Once he is gone nothing is written any more.
 */
export function logDestination(out: Writable, maxBytes: number): LogDestination {
  let gone = false;
  let lost = 0;
  out.on('error', () => {
    gone = true;
  });

  function write(line: string): void {
    if (gone || out.destroyed) return;
    if (out.writableLength > maxBytes) {
      if (lost++ === 0) out.once('drain', tell);
      return;
    }
    out.write(line);
  }

  function tell(): void {
    const count = lost;
    lost = 0;
    write(
      `${JSON.stringify({ level: 40, time: Date.now(), lost: count, msg: 'lines of the log were lost: they were not read in time' })}\n`,
    );
  }

  return {
    write,
    flushed(ms) {
      if (gone || out.destroyed || out.writableLength === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          out.off('error', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        out.once('error', done);
        // After everything that waits.
        out.write('', done);
      });
    },
  };
}
