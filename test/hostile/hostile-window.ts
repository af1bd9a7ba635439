/** What `viewer-entry.ts` gives the page it runs in. */
export interface HostileWindow {
  /** Renders the stream of this HTML; resolves with what the mirror then holds, when it is shown. */
  showHostile(html: string): Promise<string>;
}
