import { expect, test } from 'vitest';
import { joinRules } from './join-rules.js';

test('5.5 what either masks is masked; what opens a mode counts only with the stricter one', () => {
  const own = { maskCssSelectors: '.mine', unmaskCssSelectors: '.mine-open' };
  const around = {
    maskType: 'all',
    maskCssSelectors: '.theirs',
    unmaskCssSelectors: '.theirs-open',
    maskPatterns: ['card' as const],
  } as const;
  expect(joinRules(own, { ...around, maskPatterns: ['card'] })).toMatchObject({
    maskType: 'all',
    maskCssSelectors: '.mine, .theirs',
    unmaskCssSelectors: '.theirs-open',
    maskPatterns: ['card'],
  });
  expect(joinRules({ ...around, maskPatterns: [] }, own).unmaskCssSelectors).toBe('.theirs-open');
  expect(joinRules({ ...own, maskType: 'all' }, { ...around, maskPatterns: [] }).unmaskCssSelectors).toBe('');
  expect(joinRules({ ...own, maskType: 'all' }, { maskType: 'all', unmaskCssSelectors: '.mine-open' }).unmaskCssSelectors).toBe(
    '.mine-open',
  );
});
