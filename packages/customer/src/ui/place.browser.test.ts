import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { active, cleanUp, setUp, show } from './widget.fixture.js';

afterEach(cleanUp);

describe('the place of the panel', () => {
  it('11 stands where it was put after a reload and in another tab, until the session ends', async () => {
    const first = setUp();
    show(first.widget, active);
    first.find('.grip').focus();
    await expect
      .poll(() => {
        first.find('.grip').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', shiftKey: true }));
        return localStorage.getItem('sightline-panel');
      })
      .not.toBeNull();
    const { left: x, top: y } = first.panel.getBoundingClientRect();
    first.widget.host.remove();
    const second = setUp();
    show(second.widget, active);
    await expect.poll(() => [second.panel.getBoundingClientRect().left, second.panel.getBoundingClientRect().top]).toEqual([x, y]);
    second.widget.show({ view: 'ended', reason: 'ended_by_customer' });
    expect(localStorage.length).toBe(0);
    // What the page itself wrote there is no place.
    localStorage.setItem('sightline-panel', 'right 1;color:red top 5');
    const third = setUp();
    show(third.widget, active);
    await expect.poll(() => innerWidth - third.panel.getBoundingClientRect().right).toBeLessThanOrEqual(20);
  });

  it('17 stands in its corner, and clear of what stands still there', async () => {
    for (const corner of ['bottom-right', 'bottom-left', 'top-right', 'top-left'] as const) {
      const { widget, panel } = setUp({ corner });
      show(widget, active);
      const [y, x] = corner.split('-') as ['top' | 'bottom', 'left' | 'right'];
      const gaps = () => {
        const { left, right, top, bottom } = panel.getBoundingClientRect();
        const all = { left, right: innerWidth - right, top, bottom: innerHeight - bottom };
        return [Math.round(all[y]), Math.round(all[x])];
      };
      await expect.poll(gaps).toEqual([20, 20]);
      widget.stop();

      const bubble = document.body.appendChild(document.createElement('div'));
      bubble.style.cssText = `position:fixed;${y}:16px;${x}:16px;width:60px;height:60px`;
      const beside = setUp({ corner });
      show(beside.widget, active);
      const clear = () => {
        const [a, b] = [bubble, beside.panel].map((each) => each.getBoundingClientRect()) as [DOMRect, DOMRect];
        return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      };
      await expect.poll(clear).toBe(true);
      expect(beside.panel.getBoundingClientRect()[x === 'left' ? 'left' : 'right'], corner).toBe(x === 'left' ? 20 : innerWidth - 20);
      beside.widget.stop();
      bubble.remove();
    }
  });

  it('18 is reached whole in a small window, Stop at once', async () => {
    for (const [width, height] of [
      [320, 256],
      [320, 568],
    ] as const) {
      await page.viewport(width, height);
      for (const at of ['right 20 bottom 20', 'right 20 bottom 240', 'left 8 top 8', 'left 0 top 9999']) {
        localStorage.setItem('sightline-panel', at);
        const { widget, root } = setUp();
        widget.show({ view: 'waiting', pinCode: '1234567890', asks: { userId: 'b', userName: 'B'.repeat(80) }, rules: 'abcdef0123456789' });
        const shown = () => [...root.querySelectorAll('button')].filter((button) => button.checkVisibility());
        await expect.poll(() => shown().length).toBe(7);
        const buttons = shown();
        const reached = (button: Element): boolean => {
          const { x, y, width: w, height: h } = button.getBoundingClientRect();
          return root.elementFromPoint(x + w / 2, y + h / 2)?.closest('button') === button;
        };
        const name = `${width} × ${height} at ${at}`;
        expect(reached(root.querySelector('.exit') as Element), name).toBe(true);
        for (const button of buttons) {
          button.scrollIntoView({ block: 'center', behavior: 'instant' });
          expect(reached(button), `${name}: ${button.className}`).toBe(true);
        }
        widget.stop();
      }
    }
    await page.viewport(414, 896);
  });
});
