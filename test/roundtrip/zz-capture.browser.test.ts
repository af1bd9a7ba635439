import { type EditGroup, makeScript } from '@sightline/testing';
import { test } from 'vitest';
import { createMirror } from './mirror.js';
import { runScript } from './run-script.js';
const GROUPS: EditGroup[] = ['insert', 'remove', 'move', 'text', 'attribute', 'shadow', 'form'];
test('debug', async () => {
  for (const seed of [17]) {
    const mirror = await createMirror();
    const steps = makeScript(seed, GROUPS);
    try {
      const f = await runScript(mirror, seed, steps);
      console.log(seed, f?.differences.join('\n').slice(0, 1500), f && f.step, f?.frames.slice(-600));
      console.log(JSON.stringify(steps.slice((f?.step ?? 0) - 8, (f?.step ?? 0) + 1)));
      const t = mirror.page.querySelector('textarea')!;
      const w = mirror.page.defaultView as any;
      console.log(
        t instanceof w.HTMLTextAreaElement,
        t.constructor === HTMLTextAreaElement,
        t.value,
        t.setRangeText === w.HTMLTextAreaElement.prototype.setRangeText,
        String(t.setRangeText).slice(0, 80),
      );
      t.setRangeText('zz');
      mirror.capture.flush();
      console.log(mirror.lastFrames().slice(-100));
    } catch (e) {
      console.log(seed, String(e), (e as Error).stack);
    }
    mirror.stop();
  }
});
