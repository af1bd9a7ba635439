/** What commands work with. */
export interface Tools {
  env: Readonly<Record<string, string | undefined>>;
  /** A line, or several, of the command's answer. */
  say(text: string): void;
  /** A line about it that is not the answer. */
  note(text: string): void;
  /** Does a command's work. */
  perform(work: () => Promise<void> | void): Promise<void>;
}
