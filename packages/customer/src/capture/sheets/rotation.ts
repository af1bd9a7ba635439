import type { Lapses } from '../lapses.js';
import type { Natives } from '../natives.js';
import { hashText, type Known } from './known.js';
import { rulesOf, sameRule } from './text.js';

const BUDGET_MS = 2;

/**
 * Looks at some rules a tick, in turn: `rule.style.color = …` changes a sheet without a record, a hook or another number of rules.
 * A rule is compared with what it was when it was sent: with what the text says, or with its hash.
 */
export interface Rotation {
  /** Marks the sheets that differ as edited: they are to be sent again, rule by rule. */
  step(sheets: Iterable<Known>): void;
}

export function createRotation({
  natives,
  lapses,
  plainText,
}: {
  natives: Natives;
  lapses: Lapses;
  plainText(rule: CSSRule): string;
}): Rotation {
  let sheetAt = 0;
  let ruleAt = 0;

  /** Goes on in one sheet; true where it finds a difference. */
  const look = (known: Known, rules: CSSRuleList, until: number): boolean => {
    const { copies } = known;
    const { length } = rules;
    while (ruleAt < length && natives.now() < until) {
      const at = ruleAt++;
      const rule = rules[at] as CSSRule;
      const hash = hashText(plainText(rule));
      const before = known.hashes[at];
      known.hashes[at] = hash;
      if (before === undefined ? copies !== undefined && !sameRule(rule, copies(at)) : before !== hash) return true;
    }
    return false;
  };
  return {
    step(sheets) {
      const list = [...sheets].filter(({ state, sheet }) => state.is === 'sent' && !lapses.has(sheet));
      const until = natives.now() + BUDGET_MS;
      for (let visited = 0; visited < list.length && natives.now() < until; visited++) {
        const known = list[sheetAt % list.length] as Known;
        lapses.at = known.sheet;
        const rules = rulesOf(known.sheet);
        if (rules !== undefined) {
          if (look(known, rules, until)) known.touched = 'edited';
          else if (ruleAt < rules.length) break;
          else known.copies = undefined;
        }
        ruleAt = 0;
        sheetAt = (sheetAt + 1) % list.length;
      }
    },
  };
}
