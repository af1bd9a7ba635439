import { leaks, notARow } from './rows.js';

/** What was sent and what came of it. */
export interface Tally {
  /** Requests, messages and frames sent. */
  inputs: number;
  /** How often each entrance and each outcome was reached. */
  readonly reached: Map<string, number>;
  readonly faults: string[];
  reach(...what: string[]): void;
  fault(what: string): void;
  /** Checks an error object and notes its cause. */
  row(where: string, value: unknown): void;
}

const MAX_FAULTS = 20;

export function createTally(): Tally {
  const reached = new Map<string, number>();
  const faults: string[] = [];
  const tally: Tally = {
    inputs: 0,
    reached,
    faults,
    reach(...what) {
      for (const one of what) reached.set(one, (reached.get(one) ?? 0) + 1);
    },
    fault(what) {
      if (faults.length < MAX_FAULTS) faults.push(what);
    },
    row(where, value) {
      const text = JSON.stringify(value) ?? 'nothing';
      const wrong = notARow(value) ?? leaks(text);
      if (wrong !== undefined) tally.fault(`${where}: ${wrong} in ${text.slice(0, 300)}`);
      else {
        const { code, cause } = value as { code: number; cause: string };
        tally.reach(`cause ${code} ${cause}`);
      }
    },
  };
  return tally;
}
