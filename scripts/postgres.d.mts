export function findPostgres(): string | undefined;
export function ensurePostgres(): string;

export interface TestPostgres {
  port: number;
  folder: string;
  data: string;
  url(database?: string): string;
  query(text: string, database?: string): Promise<Record<string, unknown>[]>;
  start(): Promise<void>;
  log(): string;
  kill(): Promise<void>;
  pid(): number;
  halt(): Promise<void>;
  stop(): Promise<void>;
}
export function startPostgres(options?: { durable?: boolean; settings?: Record<string, string | number> }): Promise<TestPostgres>;
