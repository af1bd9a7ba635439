/** What is sealed in the store, of accounts and of everything else. */
export interface SealedStore {
  /** Seals with the first key what was sealed with another; says how many. What is written meanwhile is sealed with it anyway. */
  reseal(): Promise<number>;
}
