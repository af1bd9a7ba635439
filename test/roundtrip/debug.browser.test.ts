import type { Step } from '@sightline/testing';
import { test } from 'vitest';
import { createMirror } from './mirror.js';
import { runScript } from './run-script.js';
const parse = (text: string): Step[] =>
  text
    .trim()
    .split(' ')
    .map((w) =>
      w.includes('#') ? { do: 'edit', kind: w.split('#')[0]!, seed: Number(w.split('#')[1]) } : ({ do: w.toLowerCase() } as Step),
    );
test('debug', async () => {
  const mirror = await createMirror();
  const w = mirror.page.defaultView as any;
  const o = w.HTMLInputElement.prototype.setRangeText;
  w.HTMLInputElement.prototype.setRangeText = function (...a: any[]) {
    console.log('before', this.outerHTML, this.value, this.defaultValue);
    const r = o.apply(this, a);
    console.log('called', this.outerHTML, this.value, this.defaultValue, mirror.capture.idOf(this));
    return r;
  };
  (window as any).hook = (c: any) =>
    console.log(
      'hook',
      c.outerHTML,
      c.value,
      c.defaultValue,
      mirror.capture.idOf(c),
      c.setRangeText + '',
      c instanceof w.HTMLInputElement,
      c instanceof HTMLInputElement,
    );
  const f = await runScript(mirror, 17, parse('insert.innerHTML#601532442 DELIVER CHECK form.rangeText#-1996343707 CHECK'));
  console.log(f?.differences.join('\n').slice(0, 1500));
  mirror.stop();
});
