import { quietly } from '@sightline/link';
import type { LoadPart } from '../parts/parts.js';
import type { Secrets } from '../privacy/secrets.js';
import type { Dots } from './dots.js';
import type { Natives } from './natives.js';

/** What turns text into dots, or makes something that is typed in, by style alone. */
const SAYS = /-text-sec|-user-mod/i;

/** Which elements are private by their style (`dots.ts`): loaded once a style of the page says something of it. */
export interface LateDots {
  /** Null: a style says something of it, and the part is not here. Nothing is told. */
  now: Dots | null | undefined;
  /** Passes CSS on that is about to be told. */
  read(css: string): string;
  /** Rules whose text is still to come. */
  readRules(rules: CSSRuleList): void;
}

/** `came`: what waited may be told. Without the part nothing is shared: `fault`. */
export function createLateDots(o: {
  natives: Natives;
  secrets: Secrets;
  loadPart: LoadPart;
  came(): void;
  fault(error: unknown): void;
}): LateDots {
  const late: LateDots = {
    now: undefined,
    read(css) {
      if (late.now === undefined && SAYS.test(css)) {
        late.now = null;
        void quietly(async () => {
          late.now = (await o.loadPart('dots')).createDots(o.natives, o.secrets);
          o.came();
        }, o.fault);
      }
      return css;
    },
    readRules: (rules) => says(rules) && late.read('-text-sec'),
  };
  return late;
}

/** Style is asked for by name, which is quicker than text. */
const says = (rules: CSSRuleList): boolean =>
  [...(rules as Iterable<unknown> as Iterable<StyleRule>)].some(
    ({ style, cssRules }) => style?.webkitTextSecurity || style?.webkitUserModify || (cssRules && says(cssRules)),
  );

/** What DOM libraries know nothing of. */
export type PrivateStyle = CSSStyleDeclaration & { webkitTextSecurity?: string; webkitUserModify?: string };
interface StyleRule {
  style?: PrivateStyle;
  cssRules?: CSSRuleList;
}
