import type { Page } from '@playwright/test';
import type { Planted } from './planting.js';

/** Kinds of field an agent may be after, each with the words it holds. */
const FIELDS: Record<string, (says: string) => string> = {
  text: (says) => `<input value="${says}" placeholder="${says}">`,
  textarea: (says) => `<textarea rows="2" title="${says}">${says}</textarea>`,
  list: (says) => `<select><option value="${says}">${says}</option><option>other</option></select>`,
  editable: (says) => `<div contenteditable="true" style="overflow:auto;height:30px">${says}<br>more<br>more<br>more</div>`,
  checkbox: (says) => `<input type="checkbox" aria-label="${says}" value="${says}">`,
};

/** Each field masked by itself, and inside a masked element that scrolls, both in an open label; and beside them the open one. */
export function formOf(planted: Planted[], word: () => string): string {
  const rows = Object.entries(FIELDS).map(([kind, field]) => {
    const [own, inside] = ['itself', 'around'].map((how) => {
      const one = { place: `${kind} masked by ${how}`, secret: word(), canary: word() };
      planted.push(one);
      return one;
    }) as [Planted, Planted];
    const masked = field(own.secret).replace(/^<\w+/, `$& class="private" id="${own.secret}"`);
    return `<label id="around-${kind}">label ${masked}</label>
      <label id="over-${kind}">label <span class="private" style="display:block;overflow:auto;height:40px;width:200px">${field(inside.secret)}
      <p style="height:90px">${inside.secret}</p></span></label>
      <div>${field(own.canary).replace(/^<\w+/, `$& id="${own.canary}"`)}${field(inside.canary)}</div>`;
  });
  return `<style>label, div { display: block } input, textarea { display: block }</style>${rows.join('')}
    <input id="secret-pin" type="password"><input id="last">`;
}

/** What stands in every masked field. */
export const maskedValues = (customer: Page): Promise<string[]> =>
  customer.evaluate(() =>
    [...document.querySelectorAll('.private, .private *, #secret-pin')].map(
      (element) =>
        `${(element as HTMLInputElement).value ?? element.textContent} ${(element as HTMLInputElement).checked ?? ''} ${element.scrollTop}`,
    ),
  );
