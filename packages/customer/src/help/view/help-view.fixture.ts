import { natives, setUp } from '../../ui/widget.fixture.js';
import { createHelpView, type HelpActions, type HelpShown } from './help-view.js';
import { vi } from 'vitest';

export const mia = { userId: 'mia', userName: 'Mia' };
export const nothing: HelpShown = {
  holder: undefined,
  question: undefined,
  confirm: undefined,
  drawing: { allowed: false, tool: undefined, strokes: 0 },
  proposals: [],
};
export const held: HelpShown = { ...nothing, holder: { ...mia, types: ['scroll_page', 'edit_form'], color: '#b84000' } };
export const asked: HelpShown = {
  ...nothing,
  question: { ...mia, requestId: 'r1', types: ['click', 'scroll_page'], expiresAt: Date.now() + 30_000 },
};
export const proposed: HelpShown = {
  ...nothing,
  proposals: [
    {
      proposalId: 'p1',
      userName: 'Mia',
      fields: [
        { label: 'Street', from: '', to: 'Long Lane 5' },
        { label: 'City', from: 'Berlin', to: 'Bern' },
      ],
    },
  ],
};

/** Help in a panel that is shown, with what its buttons were pressed for. */
export function helped({ locale = 'en', view = window as Window & typeof globalThis } = {}) {
  const made = setUp({ locale, document: view.document });
  made.widget.show({ view: 'active', pinCode: '123456', agents: [mia] });
  const actions = {
    stop: vi.fn<HelpActions['stop']>(),
    respond: vi.fn<HelpActions['respond']>(),
    propose: vi.fn<HelpActions['propose']>(),
    annotate: vi.fn<HelpActions['annotate']>(),
    undo: vi.fn<HelpActions['undo']>(),
    redo: vi.fn<HelpActions['redo']>(),
    clear: vi.fn<HelpActions['clear']>(),
  };
  const clock = { ...natives, now: () => performance.now() } as never;
  const help = createHelpView({ view, natives: clock, panel: made.widget.panel as never, locale, color: '#0072b2', actions });
  const button = (name: string): HTMLButtonElement =>
    [...made.root.querySelectorAll('button')].find((one) => one.textContent === name && one.offsetParent !== null) as HTMLButtonElement;
  return { ...made, help, actions, button, said: () => made.find('[role=status]').textContent };
}
