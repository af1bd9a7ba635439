/** `keyCode` of keys that have a name, on every layout. */
const NAMED: Record<string, number> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Shift: 16,
  Control: 17,
  Alt: 18,
  Pause: 19,
  CapsLock: 20,
  Escape: 27,
  ' ': 32,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Insert: 45,
  Delete: 46,
  Meta: 91,
  ContextMenu: 93,
  NumLock: 144,
  ScrollLock: 145,
  AltGraph: 225,
  Process: 229,
  Dead: 229,
};

/** `keyCode` of keys that are named for where they are, in the order of their numbers. */
const PLACED: [number, string][] = [
  [186, 'Semicolon Equal Comma Minus Period Slash Backquote'],
  [219, 'BracketLeft Backslash BracketRight Quote'],
  [226, 'IntlBackslash'],
  [106, 'NumpadMultiply NumpadAdd NumpadComma NumpadSubtract NumpadDecimal NumpadDivide'],
];

/** The number of a key that old pages ask for: of its letter or digit where it has one, else of where it is. */
export function keyCodeOf(key: string, code: string): number {
  const named = NAMED[key];
  if (named !== undefined && !(key === ' ' && code !== 'Space')) return named;
  if (/^[a-z]$/i.test(key)) return key.toUpperCase().charCodeAt(0);
  const [, kind, rest = ''] = /^(Digit|Numpad|Key|F)(\w+)$/.exec(code) ?? [];
  if (kind === 'Digit' || kind === 'Key') return rest.charCodeAt(0);
  if (kind === 'Numpad' && /^\d$/.test(rest)) return 96 + Number(rest);
  if (kind === 'F') return 111 + Number(rest);
  for (const [first, names] of PLACED) {
    const at = names.split(' ').indexOf(code);
    if (at >= 0) return first + at;
  }
  return 0;
}

/** Which of two keys of a name, or the number pad. */
export const locationOf = (code: string): number =>
  code.startsWith('Numpad') ? 3 : /^(?:Shift|Control|Alt|Meta)(?:Left|Right)$/.test(code) ? (code.endsWith('Left') ? 1 : 2) : 0;
