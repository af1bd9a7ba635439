import type { Natives } from '../natives.js';
import { hashText, type Known } from './known.js';
import { rulesOf, sameRule } from './text.js';

const BUDGET_MS = 2;

/**
 * Looks at some rules a tick, in turn: `rule.style.color = …` changes a sheet without a record, a hook or another number of rules.
 * A rule is compared with what it was when it was sent: with the parsed copy of the text, or with its hash.
 */
export function createRotation(natives: Natives): { step(sheets: Iterable<Known>): Known[] } {
  let sheetAt = 0;
  let ruleAt = 0;
  return {
    /** Returns the sheets that differ; they are to be sent again whole. */
    step(sheets) {
      const changed: Known[] = [];
      const list: Known[] = [];
      for (const known of sheets) if (known.state.is === 'sent') list.push(known);
      const until = natives.now() + BUDGET_MS;
      for (let visited = 0; visited <= list.length && list.length > 0 && natives.now() < until; visited++) {
        const known = list[sheetAt % list.length] as Known;
        const rules = rulesOf(known.sheet);
        const copies = known.probe === undefined ? undefined : rulesOf(known.probe);
        const count = rules?.length ?? 0;
        let differs = false;
        for (; ruleAt < count && !differs && natives.now() < until; ruleAt++) {
          const hash = hashText(rules?.[ruleAt]?.cssText ?? '');
          const before = known.hashes[ruleAt];
          differs =
            before === undefined ? rules !== undefined && copies !== undefined && !sameRule(rules, copies, ruleAt) : before !== hash;
          known.hashes[ruleAt] = hash;
        }
        if (differs) changed.push(known);
        else if (ruleAt < count) break;
        else known.probe = undefined;
        ruleAt = 0;
        sheetAt = (sheetAt + 1) % list.length;
      }
      return changed;
    },
  };
}
