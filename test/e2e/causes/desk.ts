import { expect } from '@playwright/test';
import { type Strings, errorText, stringsFor } from '../../../apps/desk/src/strings.js';
import { ERROR_TABLE, type ErrorId, errorOf } from '../../../packages/protocol/src/errors/table.js';
import { ROWS } from './rows.js';
import { agentToken, test } from './world.js';

const en = stringsFor(['en']);
const de = stringsFor(['fr', 'de-CH']);

/** What the agent reads: each cause in plain words with the next step, in his language. */
export function deskTexts(): void {
  test('desk: every cause in plain words, in English and German', () => {
    for (const id of Object.keys(ROWS) as ErrorId[]) {
      const error = errorOf(id, { retryAfterMs: 4_200 });
      const [english, german] = [errorText(error, en), errorText(error, de)];
      for (const text of [english, german]) {
        expect(text, id).toMatch(new RegExp(`^\\p{Lu}.{15,}[.!] \\(${error.code}\\)$`, 'u'));
        expect(text, id).not.toContain(ERROR_TABLE[id].message);
        expect(text, id).not.toContain(ERROR_TABLE[id].action);
      }
      expect(german, id).not.toBe(english);
    }
    expect(errorText({ code: 9999, cause: 'of_tomorrow', message: 'A new thing.', action: 'Do this.' }, de)).toBe(
      'A new thing. Do this. (9999)',
    );
  });

  for (const [locale, strings] of [
    ['en-GB', en],
    ['de-DE', de],
  ] as [string, Strings][])
    test(`desk: a PIN nobody has, ${locale}`, async ({ profile, service }) => {
      const page = await (await profile({ locale })).newPage();
      await page.goto(`${service.origin}/sdkapi/zcb/frame-templates/desk#access_token=${agentToken('desk')}`);
      await expect(page.getByRole('heading')).toHaveText(strings.heading);
      for (const [pin, id] of [
        ['ABC 999', '1006:pin_not_found'],
        ['ABCDEFGHIJK', '1008:pin_too_long'],
      ] as const) {
        await page.locator('input[name=pin]').fill(pin);
        await page.keyboard.press('Enter');
        await expect(page.getByRole('alert')).toHaveText(errorText(errorOf(id), strings));
      }
    });
}
