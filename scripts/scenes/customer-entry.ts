import { takeNatives } from '../../packages/link/src/index.js';
import { createHelpView, type HelpShown } from '../../packages/customer/src/help/view/help-view.js';
import { createWidget } from '../../packages/customer/src/ui/index.js';

const mia = { userId: 'mia', userName: 'Mia Okafor' };

/** What the customer's panel is shown with. */
const STATES = {
  asked: {
    question: { ...mia, requestId: 'r1', types: ['scroll_page', 'edit_form', 'click', 'navigate'], expiresAt: Date.now() + 30_000 },
  },
  held: { holder: { ...mia, types: ['scroll_page', 'edit_form'], color: '#b84000' } },
  confirm: {
    holder: { ...mia, types: ['edit_form', 'click'], color: '#009e73' },
    confirm: { kind: 'submit', userName: mia.userName, what: 'Order and pay', requestId: 'c1', expiresAt: Date.now() + 30_000 },
  },
  drawable: { drawing: { allowed: true, tool: undefined, strokes: 0 } },
  drawing: { drawing: { allowed: true, tool: 'arrow', strokes: 3 } },
  drawn: { drawing: { allowed: false, tool: undefined, strokes: 3 } },
  proposed: {
    proposals: [
      {
        proposalId: 'p1',
        userName: mia.userName,
        fields: [
          { label: 'Street and number', from: '', to: 'Long Lane 12' },
          { label: 'Town', from: 'Berlin', to: 'Bern' },
          { label: 'Send me the newsletter', from: '✓', to: '✗' },
        ],
      },
    ],
  },
  everything: {},
} as unknown as Record<string, Partial<HelpShown>>;
STATES.everything = { ...STATES.confirm, ...STATES.asked, ...STATES.proposed, ...STATES.drawing };

Object.assign(globalThis, {
  show(state: string, { locale = 'en', theme = 'light', name = '', folded = false }) {
    const natives = takeNatives(window, (error) => {
      throw error;
    });
    const actions = { end() {}, pause() {}, resume() {}, answer() {}, preview() {}, loadPart: () => Promise.reject(new Error('none')) };
    const widget = createWidget({ document, natives, locale, theme: theme as 'light', corner: 'bottom-right', actions });
    widget.show({ view: 'active', pinCode: '123456', agents: [{ ...mia, userName: name || mia.userName }], rules: '9f3a52c07be1' });
    const { panel } = widget;
    if (!panel) return;
    const nothing = { drawing: { allowed: false, tool: undefined, strokes: 0 }, proposals: [] };
    const none = (): void => undefined;
    const view = createHelpView({
      view: window,
      natives,
      panel,
      locale,
      color: '#0072b2',
      actions: { stop: none, respond: none, propose: none, annotate: none, undo: none, redo: none, clear: none },
    });
    const renamed = JSON.parse(JSON.stringify(STATES[state]).replaceAll(mia.userName, name || mia.userName)) as object;
    view.show({ ...nothing, ...renamed } as HelpShown);
    if (folded) panel.unfold(false);
  },
});
