import { describe, expect, it } from 'vitest';
import { endingText } from './ending-texts.js';
import { faceOf } from './face.js';
import { pinGroups } from './pin-groups.js';
import { stringsFor } from './strings.js';
import { de } from './strings-de.js';
import { en } from './strings-en.js';

const agent = (userName: string) => ({ userId: userName, userName });
const title = (names: string[], strings = en) => faceOf({ view: 'active', pinCode: '1', agents: names.map(agent) }, strings).title;

describe('faceOf', () => {
  it('2 names who can see the page', () => {
    expect(title(['Anna'])).toBe('Anna can see this page');
    expect(title(['Anna', 'Ben'])).toBe('Anna and Ben can see this page');
    expect(title(['Anna', 'Ben', 'Cem'])).toBe('Anna, Ben, and Cem can see this page');
    expect(title(['Anna'], de)).toBe('Anna sieht diese Seite');
    expect(title(['Anna', 'Ben'], de)).toBe('Anna und Ben sehen diese Seite');
  });

  it('2 says of agents whose connection is lost that they are not connected, and names only the others as seeing', () => {
    const lost = (name: string) => ({ ...agent(name), present: false });
    const face = (agents: object[], strings = en) => faceOf({ view: 'active', pinCode: '1', agents: agents as never }, strings);
    expect(face([lost('Anna')])).toMatchObject({ tone: 'wait', title: 'Anna is not connected right now', hint: en.unseen, exit: 'stop' });
    expect(face([lost('Anna'), lost('Ben')], de).title).toBe('Anna und Ben sind gerade nicht verbunden');
    expect(face([lost('Anna'), agent('Ben')])).toMatchObject({ tone: 'live', title: 'Ben can see this page', hint: en.masked });
  });

  it('2 calls a nameless agent an agent and takes a name as it is', () => {
    expect(title([' '])).toBe('An agent can see this page');
    expect(title([])).toBe('An agent can see this page');
    expect(title(["$& $' {names}"])).toBe("$& $' {names} can see this page");
  });

  it('2 a name turns no words around it', () => {
    expect(title(['\u202eannA'])).toBe('annA can see this page');
    expect(title(['שרה'])).toBe('\u2068שרה\u2069 can see this page');
    expect(title(['א\u2069x'])).toBe('\u2068אx\u2069 can see this page');
  });

  it('2 offers to pause only what runs, and to resume only what is paused', () => {
    expect(faceOf({ view: 'active', pinCode: '1', agents: [] }, en).toggle).toBe('pause');
    expect(faceOf({ view: 'paused', pinCode: '1', agents: [] }, en).toggle).toBe('resume');
    expect(faceOf({ view: 'waiting', pinCode: '1' }, en).toggle).toBeUndefined();
  });

  it('2 says why it ended', () => {
    const reasons = ['ended_by_agent', 'all_left', 'connection_lost', 'expired', 'error', 'ended_by_customer'];
    for (const strings of [en, de]) {
      const hints = reasons.map((reason) => endingText(reason, strings));
      expect(new Set(hints).size).toBe(reasons.length);
    }
    // What the customer did needs no part; of the rest nothing is said before it is there.
    expect(reasons.map((reason) => faceOf({ view: 'ended', reason }, en).hint)).toEqual(['', '', '', '', '', en.unseen]);
  });
});

describe('a question', () => {
  it('14 stands beside whatever the session does', () => {
    const asks = agent('Ben');
    expect(faceOf({ view: 'waiting', pinCode: '1', asks }, en)).toMatchObject({ pin: '1', asks });
    expect(faceOf({ view: 'active', pinCode: '1', agents: [], asks }, de)).toMatchObject({ toggle: 'pause', asks });
  });
});

describe('pinGroups', () => {
  it.each([
    ['123456', '123 456'],
    ['1', '1'],
    ['1234', '1234'],
    ['12345', '123 45'],
    ['1234567', '1234 567'],
    ['ABCDEFGHIJ', 'ABCD EFGH IJ'],
    ['', ''],
  ])('3 groups %s as %s', (pin, groups) => expect(pinGroups(pin).join(' ')).toBe(groups));
});

describe('stringsFor', () => {
  it.each([
    ['de', de],
    ['de-AT', de],
    ['DE_CH', en],
    ['den', en],
    ['en-GB', en],
    ['fr', en],
    [undefined, en],
  ])('12 %s', (locale, strings) => expect(stringsFor(locale)).toBe(strings));
});
