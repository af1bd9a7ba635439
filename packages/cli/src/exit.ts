/** How a command ends. */
export const EXIT = {
  done: 0,
  /** The service, or what a command works on, says no. */
  refused: 1,
  /** The command line or the environment is wrong. */
  usage: 2,
  /** The service or the database does not answer. */
  unreached: 3,
} as const;

/** Why a command did not do its work, in words for who typed it. */
export class Failure extends Error {
  constructor(
    readonly code: Exclude<(typeof EXIT)[keyof typeof EXIT], 0>,
    text: string,
  ) {
    super(text);
  }
}
