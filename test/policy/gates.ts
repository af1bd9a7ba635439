/** One rule of the gate, and the smallest change of the sources that takes it away. */
export interface Gate {
  rule: string;
  file: string;
  from: string;
  to: string;
  /** Where the same rule stands a second time. */
  also?: { file: string; from: string; to: string };
  /** Of a page that fails without it. */
  seed: number;
  /** Only a page run twice shows it. */
  twins?: true;
}

const GATE = 'packages/customer/src/privacy/gate.ts';
const SECRETS = 'packages/customer/src/privacy/secrets.ts';
const TEXTS = 'packages/customer/src/privacy/text-rules.ts';
const SLICE = 'packages/customer/src/capture/slice.ts';
const ADDRESS = 'packages/customer/src/privacy/address.ts';
const SIZES = 'packages/customer/src/capture/content-sizes.ts';
const INSERTS = 'packages/customer/src/capture/inserts.ts';
const BOXES = 'packages/customer/src/capture/boxes.ts';
const POLICY = 'packages/customer/src/privacy/policy.ts';

/** The rules of surface §7: without any one of them the random pages must fail. */
export const GATES: readonly Gate[] = [
  { rule: 'hidden inputs are always masked', file: GATE, from: "type === 'hidden' ||", to: '', seed: 143 },
  {
    rule: 'secret autocomplete is always masked',
    file: GATE,
    from: "SECRET.test(getAttribute.call(element, 'autocomplete') ?? '')",
    to: 'false',
    seed: 15,
  },
  { rule: 'what was a password stays one', file: SECRETS, from: 'if (known.has(element)) return true;', to: '', seed: 59 },
  { rule: 'also if it is made anew', file: SECRETS, from: 'if (keys[key]) return true;', to: ';', seed: 60 },
  { rule: 'passwords are watched from init', file: SECRETS, from: '\n  watch(document);', to: '', seed: 105 },
  { rule: 'selectors and attributes mask', file: GATE, from: 'each(hard, cover);', to: '', seed: 7 },
  {
    rule: 'rules of the account are added',
    file: POLICY,
    from: "['account', account],",
    to: '',
    seed: 7,
  },
  {
    rule: 'unmasking never opens what a rule masks',
    file: GATE,
    from: 'each(hard, cover);',
    to: 'each(hard, (element) => opened(element) || cover(element));',
    seed: 8,
  },
  { rule: 'unmasking opens what the mode masks', file: GATE, from: 'opened(element) || cover(element)', to: 'cover(element)', seed: 128 },
  { rule: 'the mode masks fields', file: GATE, from: 'each(soft, close);', to: '', seed: 2 },
  {
    rule: 'a masked slot masks what is shown in it',
    file: GATE,
    from: 'for (let i = 0; i < nodes.length; i++) cover(nodes[i] as Node);',
    to: '',
    seed: 200,
  },
  { rule: 'a rule that comes to match is heeded', file: SLICE, from: 'if (matches()) return false;', to: '', seed: 30 },
  {
    rule: 'what moves into a masked element is forgotten',
    file: SLICE,
    from: 'if (covered(node)) return false;',
    to: ';',
    // Found twice: before anything is written, and, where the box came in the same pass, as it is taken out of the mirror.
    also: {
      file: INSERTS,
      from: 'stream.leaked ||= walk.kind(at as Element) !== Kind.Plugin || gate.matched.has(at);',
      to: ';',
    },
    seed: 15,
  },
  {
    rule: 'a field that becomes secret is forgotten',
    file: SLICE,
    from: 'if (open(nodes.ids.get(element)) && gate.secret(element, walk.kind(element))) return false;',
    to: ';',
    seed: 123,
  },
  {
    rule: 'what is masked no more comes back',
    file: SLICE,
    from: 'if (!gate.masks(element, walk.kind(element))) again(element);',
    to: ';',
    seed: 91,
  },
  { rule: 'mode all hides words', file: TEXTS, from: "if (closed(up(node) ?? node)) return '';", to: '', seed: 2 },
  { rule: 'mode all hides telling attributes', file: TEXTS, from: 'if (!opened(element)) return 2;', to: '', seed: 8 },
  {
    rule: 'mode all hides what sheets say',
    file: TEXTS,
    from: 'bare || patterns?.test(words) === true',
    to: 'patterns?.test(words) === true',
    seed: 18,
  },
  {
    rule: 'patterns hide texts',
    file: TEXTS,
    from: 'if (!/\\S/.test(words) || !hit(node)) return undefined;',
    to: 'return undefined;',
    seed: 8,
  },
  {
    rule: 'patterns hide attributes',
    file: TEXTS,
    from: "if (!patterns.test(value) && !(name === 'value' && hit(element))) {",
    to: 'if (patterns) {',
    seed: 5,
  },
  {
    rule: 'a text a pattern means says nothing of its length',
    file: TEXTS,
    from: 'return parent !== null && nodeType.call(parent) === 1',
    to: "if (true) return '•'.repeat(words.length); return parent !== null && nodeType.call(parent) === 1",
    seed: 8,
    twins: true,
  },
  {
    rule: 'sizes that follow from content are told in steps',
    file: SIZES,
    from: '?? stepped(size);',
    to: '?? size;',
    seed: 7,
    twins: true,
  },
  {
    rule: 'of an offset or margin that follows from content nothing is told',
    file: BOXES,
    from: "String(map.get(name) ?? '')",
    to: 'value(name)',
    seed: 8,
    twins: true,
  },
  {
    rule: 'no query of an address leaves',
    file: ADDRESS,
    from: 'return parsed.origin + path + query;',
    to: 'return parsed.origin + path + parsed.search;',
    seed: 15,
  },
  {
    rule: 'long parts of an address do not leave',
    file: ADDRESS,
    from: 'const PART_LENGTH = 20;',
    to: 'const PART_LENGTH = 2000;',
    seed: 67,
  },
];
