import { expect, test } from 'vitest';
import { readDeclaration, sourceBlocks, splitDeclarations } from './source-blocks.js';

test('3.11 blocks of a sheet with what stands around them, nested rules apart from what follows them', () => {
  expect(sourceBlocks('a{b:c;d:e("};{")}@media x{ a , b { /* ; */ c : d } }f{g:h;&:i{j:k}l:m}@import "x;y";n{o:p')).toEqual([
    { heads: ['a'], declarations: ['b:c', 'd:e("};{")'] },
    { heads: ['@media x', 'a , b'], declarations: ['/* ; */ c : d'] },
    { heads: ['f'], declarations: ['g:h'] },
    { heads: ['f', '&:i'], declarations: ['j:k'] },
    { heads: ['f'], declarations: ['l:m'] },
    { heads: ['n'], declarations: ['o:p'] },
  ]);
  expect(splitDeclarations('a: url(x;y); --b: {c;d}; e: f')).toEqual(['a: url(x;y)', '--b: {c;d}', 'e: f']);
});

test('3.11 a declaration is read behind comments; custom properties are none', () => {
  expect(readDeclaration('/* x */ PADDING /**/: 1px')).toBeUndefined();
  expect(readDeclaration('/* a: b */\n PADDING : var(--x)')).toEqual(['padding', ' var(--x)']);
  expect(readDeclaration('--x: 1px')).toBeUndefined();
});

test('3.11 a million characters of any kind are read in one pass', () => {
  for (const piece of ['{', '}', '(', '/*', '/**/', '"', '\\', ';', 'a{', 'a:', ' ', '-', 'a{b:var(--c);&{', '--a:{', '--']) {
    const text = piece.repeat(Math.ceil(1e6 / piece.length));
    const started = performance.now();
    for (const { declarations } of sourceBlocks(text)) declarations.forEach(readDeclaration);
    readDeclaration(text);
    expect(performance.now() - started, piece).toBeLessThan(5000);
  }
});
