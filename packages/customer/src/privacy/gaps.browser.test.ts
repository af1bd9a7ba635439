import { expect, test } from 'vitest';
import { gatePage } from './gate.fixture.js';

const { start, page, left, get, flush } = gatePage();

test.each(['cc-number\tx', 'section-a\ncc-csc', 'shipping\fone-time-code', '\r new-password', 'Current-Password\twebauthn'])(
  '2.1 words of autocomplete stand between blanks of any kind: %j',
  async (words) => {
    await start('<input id=i value=SECRET1><p>CANARY');
    get('#i').setAttribute('autocomplete', words);
    get<HTMLInputElement>('#i').value = 'SECRET2';
    page().frames.length = 0;
    await flush();
    expect(left()).not.toContain('SECRET');
    expect(left()).toContain('CANARY');
  },
);

test('2.19 the suggestions of a masked field are masked, whatever comes first', async () => {
  const masked = '<datalist id=b><option value=SECRET1></datalist><input list=b autocomplete=cc-number>';
  await start(
    `<input list=a><datalist id=a><option value=CANARY1></datalist>${masked}<input list=c autocomplete=cc-exp><datalist id=c><option value=SECRET2></datalist>`,
  );
  expect(left()).toContain('CANARY1');
  expect(left()).not.toContain('SECRET');
});

test('2.5 all_input: what takes text and is no field', async () => {
  const roles = ['textbox', 'searchbox', 'combobox', 'none Textbox'].map((role, i) => `<div role="${role}" tabindex=0>SECRET${i}</div>`);
  await start(`${roles.join('')}<p role=note>CANARY1</p>`, {
    maskType: 'all_input',
  });
  page().frames.length = 0;
  get('p').append('CANARY2');
  await flush();
  await flush();
  await expect.poll(left).toContain('CANARY2');
  expect(left()).not.toContain('SECRET');
  page().document.designMode = 'on';
  get('p').append('SECRETd');
  page().frames.length = 0;
  await flush();
  expect(left()).not.toMatch(/SECRET|CANARY/);
});

test.each([{ maskPatterns: ['card'] }, { maskType: 'all' as const }])(
  '2.13 2.15 numbers in CSS stand outside of strings, too: %j',
  async (masks) => {
    await start(
      `<p style="--card: 4111 1111 1111 1111; width: 11px; --gap: 4px 8px"></p><style>.a { --number: 5105105105105100; margin: 1px 2px } /* 4012888888881881 */
     .b { z-index: 3530111333300000; color: rgb(1, 2, 3) } .c { --pan: 6011-1111-1111-1117 }</style>`,
      masks,
    );
    get<HTMLStyleElement>('style').sheet?.insertRule('.d { --late: 3782 822463 10005; top: 3px }');
    get('p').style.setProperty('--two', '5555555555554444');
    await flush();
    await flush();
    expect(left()).not.toMatch(/4111 1111|510510|40128|35301|6011-|3782 8|555555/);
    for (const kept of ['--gap: 4px 8px', 'margin: 1px 2px', 'rgb(1, 2, 3)', 'top: 3px']) expect(left()).toContain(kept);
  },
);

test('2.15 parts of a number side by side in flex and grid boxes and in cells are read as one', async () => {
  const four = (tag: string): string => ['4111', '1112', '1113', '1114'].map((part) => `<${tag}>${part}</${tag}>`).join('');
  await start(
    `<div style="display:flex">${four('div')}</div><div style="display:grid">${four('p')}</div><table><tr>${four('td')}</table><ul><li>2021<li>2022<li>2023<li>2024</ul>
     <div style="display:flex"><p>Some words CANARY</p><p>4115</p></div>`,
    { maskPatterns: ['card'] },
  );
  for (const part of ['4111', '1112', '1113', '1114']) expect(left()).not.toContain(part);
  for (const kept of ['2021', '2024', 'CANARY', '4115']) expect(left()).toContain(kept);
});

test('2.21 what a page copies while it is typed waits like the field', async () => {
  await start('<input id=i><p id=echo></p><b id=b>CANARY</b>', { maskPatterns: ['card'] });
  const field = get<HTMLInputElement>('#i');
  field.focus();
  const number = '4111222233334444';
  for (let length = 1; length <= number.length; length++) {
    field.value = number.slice(0, length);
    field.setAttribute('value', field.value);
    get('#echo').textContent = field.value.replace(/(.{4})/g, '$1 ');
    get('#b').title = field.value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await flush();
  }
  expect(left().replaceAll(' ', '')).not.toContain('41112222');
  expect(left()).toContain('CANARY');
});

test('2.9 2.15 a host is meant by a pattern, too; no query leaves in free data', async () => {
  await start(
    '<a href="https://4711-kunde.shop.example/x">a</a><a href="https://shop.example/CANARY">b</a><p data-u="cart?token=SECRET1" data-j=\'{"u":"x.php?a=SECRET2"}\' data-h="page#t=SECRET3" data-ok="#CANARY2" data-q="why? CANARY3">c',
    { maskPatterns: [/\d+-kunde/] },
  );
  expect(left()).not.toMatch(/4711|SECRET/);
  for (const canary of ['CANARY', 'CANARY2', 'CANARY3']) expect(left()).toContain(canary);
});

test.runIf('EditContext' in window)('2.5 all_input: what takes text by an EditContext', async () => {
  await start('<p>CANARY1</p>', { maskType: 'all_input', unmaskCssSelectors: '.open' });
  const editor = (className: string, words: string): void => {
    const element = Object.assign(page().document.createElement('div'), { className, textContent: words });
    (element as unknown as { editContext: object }).editContext = new (
      window as unknown as { EditContext: new () => object }
    ).EditContext();
    get('p').append(element);
  };
  editor('', 'SECRET1');
  editor('open', 'CANARY2');
  await flush();
  await expect.poll(left).toContain('CANARY2');
  expect(left()).not.toContain('SECRET');
});
