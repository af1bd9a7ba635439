/** One rule of the gate, and the smallest change of the sources that takes it away. */
export interface Gate {
  rule: string;
  file: string;
  from: string;
  to: string;
  /** Only a page run twice shows it. */
  twins?: true;
}

const GATE = 'packages/customer/src/privacy/gate.ts';
const SECRETS = 'packages/customer/src/privacy/secrets.ts';
const TEXTS = 'packages/customer/src/privacy/text-rules.ts';
const SLICE = 'packages/customer/src/capture/slice.ts';
const ADDRESS = 'packages/customer/src/privacy/address.ts';
const POLICY = 'packages/customer/src/privacy/policy.ts';

/** The rules of surface §7: without any one of them the random pages must fail. */
export const GATES: readonly Gate[] = [
  { rule: 'hidden inputs are always masked', file: GATE, from: "type === 'hidden' ||", to: '' },
  { rule: 'secret autocomplete is always masked', file: GATE, from: 'matches.call(element, SECRET);', to: 'false;' },
  { rule: 'what was a password stays one', file: SECRETS, from: 'if (known.has(element)) return true;', to: '' },
  { rule: 'also if it is made anew', file: SECRETS, from: 'if (keys.has(key)) return true;', to: ';' },
  { rule: 'passwords are watched from init', file: SECRETS, from: '\n  watch(document);', to: '' },
  { rule: 'selectors and attributes mask', file: GATE, from: 'each(hard, cover);', to: '' },
  {
    rule: 'rules of the account are added',
    file: POLICY,
    from: "['account', account?.maskCssSelectors, account?.maskHTMLAttributes],",
    to: '',
  },
  {
    rule: 'unmasking never opens what a rule masks',
    file: GATE,
    from: 'each(hard, cover);',
    to: 'each(hard, (element) => opened(element) || cover(element));',
  },
  { rule: 'unmasking opens what the mode masks', file: GATE, from: 'opened(element) || cover(element)', to: 'cover(element)' },
  { rule: 'the mode masks fields', file: GATE, from: 'each(soft, (element) => opened(element) || cover(element));', to: '' },
  { rule: 'a masked slot masks what is shown in it', file: GATE, from: "if (name === 'slot') coverSlot(element);", to: '' },
  { rule: 'a rule that comes to match is heeded', file: SLICE, from: 'if (matches()) return false;', to: '' },
  { rule: 'what moves into a masked element is forgotten', file: SLICE, from: 'if (covered(node)) return false;', to: ';' },
  {
    rule: 'what becomes a password is forgotten',
    file: SLICE,
    from: 'if (open(nodes.ids.get(element)) && gate.secret(element, walk.kind(element))) return false;',
    to: ';',
  },
  {
    rule: 'what is masked no more comes back',
    file: SLICE,
    from: 'if (!gate.masks(element, walk.kind(element))) again(element);',
    to: ';',
  },
  { rule: 'mode all hides words', file: TEXTS, from: "if (closed(up(node) ?? node)) return '';", to: '' },
  { rule: 'mode all hides telling attributes', file: TEXTS, from: 'if (!opened(element)) return 2;', to: '' },
  {
    rule: 'mode all hides what sheets say',
    file: TEXTS,
    from: 'bare || patterns?.test(words) === true',
    to: 'patterns?.test(words) === true',
  },
  { rule: 'patterns hide texts', file: TEXTS, from: 'if (!/\\S/.test(words) || !hit(node)) return undefined;', to: 'return undefined;' },
  {
    rule: 'patterns hide attributes',
    file: TEXTS,
    from: "if (!patterns.test(value) && !(name === 'value' && hit(element))) {",
    to: 'if (patterns) {',
  },
  {
    rule: 'a text a pattern means says nothing of its length',
    file: TEXTS,
    from: 'return parent !== null && nodeType.call(parent) === 1',
    to: "if (true) return '•'.repeat(words.length); return parent !== null && nodeType.call(parent) === 1",
    twins: true,
  },
  {
    rule: 'no query of an address leaves',
    file: ADDRESS,
    from: 'return parsed.origin + path + query;',
    to: 'return parsed.origin + path + parsed.search;',
  },
  { rule: 'long parts of an address do not leave', file: ADDRESS, from: 'const PART_LENGTH = 20;', to: 'const PART_LENGTH = 2000;' },
];
