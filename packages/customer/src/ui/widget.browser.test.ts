import { makeError } from '@sightline/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { loadPart } from '../parts/parts.fixture.js';
import { createWidget } from './index.js';
import { active, anna, cleanUp, natives, setUp, show } from './widget.fixture.js';

afterEach(cleanUp);

describe('the panel', () => {
  it('1 is not on the page before the first state, and then as one closed node', () => {
    const { widget } = setUp();
    expect(document.querySelector('sightline-widget')).toBeNull();
    widget.show({ view: 'connecting' });
    expect(widget.host.parentNode).toBe(document.documentElement);
    expect(widget.host.shadowRoot).toBeNull();
    expect(widget.host.attributes.length).toBe(0);
    expect(widget.host.childNodes.length).toBe(0);
  });

  it('2 shows each state and only its buttons', async () => {
    const { widget, text, find } = setUp();
    widget.show({ view: 'connecting' });
    expect(text()).toBe('Connecting… Stop sharing');
    widget.show({ view: 'waiting', pinCode: '123456' });
    expect(text()).toContain('Read this PIN to your agent');
    show(widget, active);
    expect(text()).toBe('Anna can see this page Private fields stay hidden. See what your agent sees Pause Stop sharing');
    widget.show({ view: 'paused', pinCode: '123456', agents: [anna] });
    expect(text()).toContain('Resume');
    widget.show({ view: 'reconnecting' });
    expect(text()).toBe('Reconnecting… Stop sharing');
    widget.show({ view: 'ended', reason: 'ended_by_agent' });
    await expect.poll(text).toBe('Sharing has ended Your agent ended the session. Close');
    expect(find('.pin').checkVisibility()).toBe(false);
  });

  it('3 shows the PIN in groups, says it by digit and copies it whole', async () => {
    const { widget, find } = setUp();
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    widget.show({ view: 'waiting', pinCode: '123456' });
    expect([...find('.digits').children].map((group) => group.textContent)).toEqual(['123', '456']);
    expect(find('.digits').textContent).toBe('123456');
    expect(find('.said').textContent).toBe('PIN 1 2 3 4 5 6');
    find('.copy').click();
    await expect.poll(() => find('.copy').textContent).toBe('Copied');
    expect(write).toHaveBeenCalledWith('123456');
    await expect.poll(() => find('.copy').textContent).toBe('Copy');
  });

  it('3 drops the copy button where the clipboard is refused', async () => {
    const { widget, find } = setUp();
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    widget.show({ view: 'waiting', pinCode: '123456' });
    find('.copy').click();
    await expect.poll(() => find('.copy').checkVisibility()).toBe(false);
  });

  it('4 tells a failure with next step, code and cause', () => {
    const { widget, text } = setUp();
    widget.show({ view: 'error', error: makeError('1016:network') });
    expect(text()).toContain('Please check your internet connection');
    expect(text()).toContain('1016 network');
  });

  it('4 loads the words for other failures, and says what is likely where they do not come', async () => {
    const { widget, text } = setUp();
    widget.show({ view: 'error', error: makeError('1011:session_gone') });
    expect(text()).toContain('1011 session_gone');
    await expect.poll(text).toContain('That session is over. Please start again.');
    const offline = setUp({ actions: { ...setUp().actions, loadPart: () => Promise.reject(new Error('offline')) } });
    offline.widget.show({ view: 'error', error: makeError('1011:session_gone') });
    await expect.poll(offline.text).toContain('Please check your internet connection');
    // Words that come when the panel shows something else change nothing.
    widget.show({ view: 'error', error: makeError('1011:session_gone') });
    show(widget, active);
    await new Promise((resolve) => setTimeout(resolve));
    expect(text()).toContain('Anna can see this page');
  });

  it('5 passes on what the customer presses', () => {
    const { widget, actions, find } = setUp();
    show(widget, active);
    find('.body > .row button').click();
    expect(actions.pause).toHaveBeenCalledOnce();
    widget.show({ view: 'paused', pinCode: '1', agents: [anna] });
    find('.body > .row button').click();
    expect(actions.resume).toHaveBeenCalledOnce();
    find('.exit').click();
    expect(actions.end).toHaveBeenCalledOnce();
    widget.show({ view: 'error', error: makeError('1016:network') });
    find('.exit').click();
    expect(actions.end).toHaveBeenCalledOnce();
    expect(widget.host.isConnected).toBe(false);
  });

  it('6 goes by itself after the end, not under the pointer, and comes back with the next state', () => {
    vi.useFakeTimers();
    const { widget, panel } = setUp();
    const matches = vi.spyOn(panel, 'matches').mockReturnValue(true);
    widget.show({ view: 'ended', reason: 'ended_by_customer' });
    vi.advanceTimersByTime(20_000);
    expect(widget.host.isConnected).toBe(true);
    matches.mockReturnValue(false);
    vi.advanceTimersByTime(20_000);
    expect(widget.host.isConnected).toBe(false);
    widget.show({ view: 'connecting' });
    vi.advanceTimersByTime(60_000);
    expect(widget.host.isConnected).toBe(true);
  });

  it('7 is back with the next state after the page has removed it', () => {
    const { widget } = setUp();
    widget.show({ view: 'connecting' });
    widget.host.remove();
    show(widget, active);
    expect(widget.host.isConnected).toBe(true);
  });

  it('8 leaves the focus alone, keeps it through a change of state, and keeps its events to itself', async () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    const { widget, root, find } = setUp();
    show(widget, active);
    expect(document.activeElement).toBe(field);

    const heard: string[] = [];
    const listen = (event: Event) => heard.push(event.type);
    const types = ['click', 'pointerdown', 'mousedown', 'keydown', 'keyup', 'focusin'];
    for (const type of types) document.addEventListener(type, listen);
    const pause = find('.body > .row button');
    pause.focus();
    widget.show({ view: 'paused', pinCode: '1', agents: [anna] });
    expect(root.activeElement).toBe(pause);
    await userEvent.keyboard('{Enter}');
    for (const type of types) document.removeEventListener(type, listen);
    expect(heard).toEqual([]);
  });

  it('8 is reached and used by the keyboard', async () => {
    const { widget, root, actions, find } = setUp();
    show(widget, active);
    find('.grip').focus();
    const order: string[] = [];
    for (let i = 0; i < 4; i++) {
      await userEvent.tab();
      order.push((root.activeElement as HTMLElement).textContent || (root.activeElement as HTMLElement).className);
    }
    expect(order).toEqual(['fold', 'See what your agent sees', 'Pause', 'Stop sharing']);
    await userEvent.keyboard('{Enter}');
    expect(actions.end).toHaveBeenCalledOnce();
  });

  it('14 opens and closes the preview, says whether it is open, and tells in words what is private', async () => {
    const { widget, actions, find, text } = setUp();
    show(widget, active);
    expect(text()).not.toContain('What stays private?');
    expect(find('.peek').getAttribute('aria-pressed')).toBe('false');
    find('.peek').click();
    widget.show({ ...active, agents: [anna], peeking: true, rules: 'a1b2c3d4e5f60718a1b2c3d4e5f60718' });
    expect(find('.peek').getAttribute('aria-pressed')).toBe('true');
    expect(text()).toContain('What stays private?');
    expect(text()).not.toContain('a1b2c3d4');
    find('summary').click();
    await expect.poll(text).toMatch(/never leave your browser.* a1b2c3d4/);
    expect(text()).not.toContain('e5f6');
    find('.peek').click();
    expect(actions.preview.mock.calls).toEqual([[true], [false]]);
    widget.show({ view: 'connecting' });
    expect(find('.peek').checkVisibility()).toBe(false);
  });

  it('9 works under the strictest policy without a report', async () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const policy = "default-src 'none'; require-trusted-types-for 'script'";
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><body>`;
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    const inner = frame.contentDocument as Document;
    const reports: string[] = [];
    inner.addEventListener('securitypolicyviolation', (event) => reports.push(event.violatedDirective));
    const { widget, panel, find } = setUp({ document: inner });
    widget.show({ view: 'waiting', pinCode: '123456' });
    find('.grip').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft' }));
    expect(panel.getBoundingClientRect().width).toBe(284);
    expect(frame.contentWindow?.getComputedStyle(panel).borderRadius).toBe('14px');

    // The control: the same policy does refuse and report an inline style.
    const styled = inner.createElement('p');
    styled.setAttribute('style', 'color: red');
    inner.body.append(styled);
    await expect.poll(() => reports).toEqual(['style-src-attr']);
  });

  it('10 is not touched by the page’s styles and leaves none on the page', () => {
    const { widget, panel, find } = setUp();
    show(widget, active);
    const boxes = () => [panel, find('.grip'), find('.title'), find('.exit')].map((part) => JSON.stringify(part.getBoundingClientRect()));
    const before = boxes();
    const sheets = document.styleSheets.length + document.adoptedStyleSheets.length;
    const style = document.body.appendChild(document.createElement('style'));
    style.textContent = `html > * { display: none !important } * { --y: 900px !important; --bg: red }
      html { font: 40px serif; color: red; text-transform: uppercase; letter-spacing: 9px; direction: rtl; cursor: wait }
      sightline-widget { transform: scale(3) !important; position: static !important; zoom: 3; direction: rtl }`;
    expect(getComputedStyle(document.documentElement).direction).toBe('rtl');
    expect(boxes()).toEqual(before);
    expect(getComputedStyle(panel).color).toBe('rgb(22, 32, 44)');
    expect(getComputedStyle(panel).cursor).toBe('auto');
    style.remove();
    expect(document.styleSheets.length + document.adoptedStyleSheets.length).toBe(sheets);
  });

  it('11 moves by arrow keys and pointer, and stays inside the window', async () => {
    const { widget, panel, find } = setUp();
    show(widget, active);
    const at = () => panel.getBoundingClientRect();
    const start = at();
    find('.grip').focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowUp}');
    expect([at().left, at().top]).toEqual([start.left - 16, start.top - 16]);
    for (let i = 0; i < 40; i++) find('.grip').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', shiftKey: true }));
    expect(at().right).toBe(innerWidth - 8);

    const bar = find('.bar');
    vi.spyOn(bar, 'setPointerCapture').mockReturnValue();
    const send = (type: string, clientX: number, clientY: number) => bar.dispatchEvent(new PointerEvent(type, { clientX, clientY }));
    send('pointerdown', 500, 500);
    send('pointermove', 500 - 5000, 500 - 5000);
    expect([at().left, at().top]).toEqual([8, 8]);
    send('lostpointercapture', 0, 0);
    send('pointermove', 500, 500);
    expect([at().left, at().top]).toEqual([8, 8]);
  });

  it('11 is folded to its bar, and a PIN or a failure opens it', () => {
    const { widget, find } = setUp();
    show(widget, active);
    find('.fold').click();
    expect(find('.exit').checkVisibility()).toBe(false);
    expect(find('.fold').getAttribute('aria-expanded')).toBe('false');
    widget.show({ view: 'paused', pinCode: '1', agents: [anna] });
    expect(find('.exit').checkVisibility()).toBe(false);
    widget.show({ view: 'error', error: makeError('1016:network') });
    expect(find('.exit').checkVisibility()).toBe(true);
  });

  it('14 asks about an agent, by name and by keyboard, and opens for it', async () => {
    const { widget, root, actions, find, text } = setUp();
    show(widget, active);
    find('.fold').click();
    const ben = { userId: 'b', userName: 'Ben' };
    widget.show({ ...active, agents: [anna], asks: ben });
    await expect.poll(text).toContain('Ben wants to see this page. Do you allow it? Refuse Allow');
    find('.fold').focus();
    for (let i = 0; i < 2; i++) await userEvent.tab();
    expect(root.activeElement?.textContent).toBe('Allow');
    await userEvent.keyboard('{Enter}');
    expect(actions.answer.mock.calls).toEqual([['b', true]]);
    widget.show({ ...active, agents: [anna, ben], asks: { userId: 'c', userName: ' ' } });
    expect(root.activeElement?.className).toBe('fold');
    await expect.poll(text).toContain('An agent wants to see this page');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    expect(actions.answer.mock.calls.at(-1)).toEqual(['c', false]);
    show(widget, active);
    expect(text()).not.toContain('Refuse');
  });

  it('12 speaks German and says so', async () => {
    const { widget, panel, text } = setUp({ locale: 'de-DE' });
    widget.show({ view: 'waiting', pinCode: '1', asks: { userId: 'b', userName: 'Ben' } });
    await expect.poll(text).toContain('Ben möchte diese Seite sehen. Erlauben Sie das? Ablehnen Erlauben');
    show(widget, active);
    expect(text()).toContain('Anna sieht diese Seite');
    expect(panel.lang).toBe('de');
    expect(panel.getAttribute('role')).toBe('region');
  });

  it('13 throws nothing into the page and leaves nothing after stop', () => {
    const errors: unknown[] = [];
    const hear = (event: ErrorEvent) => errors.push(event.error);
    window.addEventListener('error', hear);
    const { widget, find } = setUp({
      actions: {
        end: () => {
          throw new Error('theirs');
        },
        pause: () => {},
        resume: () => {},
        answer: () => {},
        preview: () => {},
        loadPart,
      },
    });
    show(widget, active);
    find('.exit').click();
    vi.spyOn(Element.prototype, 'append').mockImplementation(() => {
      throw new Error('broken page');
    });
    widget.host.remove();
    show(widget, active);
    createWidget({
      document,
      natives,
      corner: 'bottom-right',
      theme: 'system',
      actions: { end() {}, pause() {}, resume() {}, answer() {}, preview() {}, loadPart },
    }).show({
      view: 'connecting',
    });
    vi.restoreAllMocks();
    show(widget, active);
    expect(widget.host.isConnected).toBe(true);
    widget.stop();
    show(widget, active);
    expect(widget.host.isConnected).toBe(false);
    window.removeEventListener('error', hear);
    expect(errors).toEqual([]);
  });
});
