/** Times of ended sessions that are asked for: `from` included, `until` not. Milliseconds since the epoch. */
export interface TimeRange {
  from: number;
  until: number;
  /** As the answer says them: days as they were asked for, moments in UTC. */
  shown: { from: string; to: string };
}
export type RangeResult = { ok: true; range: TimeRange } | { ok: false; field: 'from' | 'to'; why: string };

const DAY_MS = 86_400_000;
/** The longest month, and the longest six. */
const LONGEST_DAYS = 31;
const OLDEST_DAYS = 184;

/** A day (UTC), or a moment as RFC 3339 writes it; the `+` of an offset arrives as a blank where a client left it as it was. */
export const DAY_OR_MOMENT =
  '^\\d{4}-\\d\\d-\\d\\d(?:[Tt](?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:[Zz]|[+ -](?:[01]\\d|2[0-3]):[0-5]\\d))?$';

interface Moment {
  at: number;
  /** A whole day, which begins at `at`. */
  day: boolean;
  shown: string;
}

/** `text` has the form of `DAY_OR_MOMENT`. `undefined` where there is no such day. */
function readMoment(text: string): Moment | undefined {
  const day = text.slice(0, 10);
  const start = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return undefined;
  if (text === day) return { at: start, day: true, shown: day };
  const at = Date.parse(text.toUpperCase().replace(' ', '+'));
  return { at, day: false, shown: new Date(at).toISOString() };
}

/** The range of `from` and `to`: both or neither, a month at most, not older than six; without them the last 24 hours. */
export function readRange({ from, to }: { from?: string | undefined; to?: string | undefined }, now: number): RangeResult {
  const bad = (field: 'from' | 'to', why: string): RangeResult => ({ ok: false, field, why });
  if (from === undefined && to === undefined) {
    const shown = { from: new Date(now - DAY_MS).toISOString(), to: new Date(now).toISOString() };
    return { ok: true, range: { from: now - DAY_MS, until: now + 1, shown } };
  }
  if (from === undefined || to === undefined) return bad(from === undefined ? 'from' : 'to', 'Give both times or neither.');
  const first = readMoment(from);
  const last = readMoment(to);
  if (!first || !last) return bad(first ? 'to' : 'from', 'There is no such day.');
  const until = last.day ? last.at + DAY_MS : last.at + 1;
  if (first.at >= until) return bad('from', 'It is after the end.');
  if (last.at - first.at > LONGEST_DAYS * DAY_MS) return bad('to', 'The times are at most a month apart.');
  const oldest = now - OLDEST_DAYS * DAY_MS;
  if (first.at < (first.day ? oldest - (oldest % DAY_MS) : oldest)) return bad('from', 'It is at most six months ago.');
  return { ok: true, range: { from: first.at, until, shown: { from: first.shown, to: last.shown } } };
}
