/** What `viewer-entry.ts` gives the page it runs in. */
export interface HostileWindow {
  /** The stream of these pages in base64, and with `bait` of everything made by hand. Parses HTML, so not under Trusted Types. */
  writeHostile(pages: readonly string[], bait?: string): string;
  /** Renders a stream; resolves with what the mirror then holds, when it is shown. */
  showHostile(stream: string): Promise<string>;
}
