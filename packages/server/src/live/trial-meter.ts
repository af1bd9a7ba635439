export interface TrialMeter {
  /** Minutes run from here; only the first call counts. */
  from(start: number): void;
  /** The session is over: what began is paid, nothing more begins. Resolves when that is done. */
  end(at: number): Promise<void>;
  /** Stops without an end: whoever takes the session up goes on from what is charged. */
  stop(): void;
}

const MINUTE_MS = 60_000;
/** How soon a charge that the store refused is tried again. The session goes on meanwhile. */
const AGAIN_MS = 5_000;

/** Charges each minute of a session when it begins (surface §10, §13). `charge` says false once the trial is used up. */
export function createTrialMeter(options: {
  charge(minutes: number): Promise<boolean>;
  usedUp(): void;
  now(): number;
  fault(error: unknown): void;
}): TrialMeter {
  let start: number | undefined;
  let charged = 0;
  let phase: 'running' | 'ending' | 'stopped' = 'running';
  let timer: NodeJS.Timeout | undefined;

  /** Calls `then` once the store has answered, however often it has to be asked. */
  function charge(minutes: number, then: (paid: boolean) => void): void {
    const begunIn = phase;
    options.charge(minutes).then(
      (paid) => {
        charged = Math.max(charged, minutes);
        if (phase === begunIn) then(paid);
      },
      (error: unknown) => {
        options.fault(error);
        if (phase === begunIn) timer = setTimeout(() => charge(minutes, then), AGAIN_MS);
      },
    );
  }

  function tick(begun: number): void {
    const minutes = Math.floor(Math.max(0, options.now() - begun) / MINUTE_MS) + 1;
    const next = (paid: boolean): void => {
      if (!paid) options.usedUp();
      // Woken at least once a minute: the clock may be set, or the machine may sleep.
      else timer = setTimeout(() => tick(begun), Math.min(MINUTE_MS, Math.max(1, begun + minutes * MINUTE_MS - options.now())));
    };
    if (minutes > charged) charge(minutes, next);
    else next(true);
  }

  let finished = (): void => {};
  return {
    from(at) {
      if (start !== undefined || phase !== 'running') return;
      start = at;
      tick(at);
    },
    async end(at) {
      if (phase !== 'running') return;
      phase = 'ending';
      clearTimeout(timer);
      const due = start === undefined ? 0 : Math.max(1, Math.ceil((at - start) / MINUTE_MS));
      if (due <= charged) return;
      await new Promise<void>((resolve) => {
        finished = resolve;
        charge(due, () => resolve());
      });
    },
    stop() {
      phase = 'stopped';
      clearTimeout(timer);
      finished();
    },
  };
}
