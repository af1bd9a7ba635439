import { type AgentSession, createAgentSdk } from '@sightline/agent';
import { appKeyOf, appKeyOfResume, keepPass, takeAddress } from './address.js';
import { openDoor } from './door.js';
import { endText, errorText, stringsFor } from './strings.js';

/** The desk: a PIN form, then the viewer. The token lives in this page's memory only. */
async function open(window: Window & typeof globalThis): Promise<void> {
  const { document } = window;
  const { token, pin, pass } = takeAddress(window);
  const strings = stringsFor(window.navigator.languages);
  const view = document.getElementById('view');
  if (!view) return;
  let session: AgentSession | undefined;
  const appKey = token ? appKeyOf(token) : pass ? keepPass(window, pass) : appKeyOfResume(window);

  const knock = async (pinCode: string): Promise<void> => {
    if (!token || !session) return;
    door.busy(true);
    door.problem('');
    door.notice('');
    // The viewer has to have a size when it opens.
    view.hidden = false;
    try {
      await session.join({ pinCode, sdkToken: token });
      inside();
    } catch (error) {
      view.hidden = true;
      door.problem(errorText(error, strings));
    }
    door.busy(false);
  };
  /** The customer let this agent in, or did not ask. */
  let admitted = false;
  const inside = (): void => {
    door.hide();
    view.hidden = false;
    document.title = strings.inSession;
  };
  const outside = (text: string): void => {
    // An ended session's viewer is of no use any more.
    view.replaceChildren();
    view.hidden = true;
    document.title = strings.title;
    if (!token) door.close();
    door.notice(token ? text : `${text} ${strings.reopen}`.trim());
    door.show();
  };
  const door = openDoor(document, { pin, strings, join: (code) => void knock(code) });
  if (!appKey) {
    if (token) door.problem(errorText({ cause: 'token_invalid', code: 2001 }, strings));
    return outside('');
  }

  const sdk = createAgentSdk({ window: () => window, script: undefined });
  // What this page's policy lets through its answer says.
  const loadAssetsDirectly = document.body.hasAttribute('data-direct');
  session = await sdk.init({ appKey, host: window.location.origin, zoomAppRoot: view, locale: strings.lang, loadAssetsDirectly }, noop);
  session.on('session_joined', () => {
    admitted = true;
  });
  session.on('session_ended', (event) => {
    const { reason } = event as { reason?: unknown };
    outside(reason === 'removed' && !admitted ? strings.refused : endText(reason, strings));
    admitted = false;
  });
  session.on('session_left', () => outside(strings.left));
  // Told beside the form or by the viewer; without a listener the SDK would warn in the console.
  session.on('session_error', noop);
  if (session.getSessionInfo().sessionStatus !== 'session_recoverable') return outside('');
  view.hidden = false;
  try {
    await session.join();
    inside();
  } catch (error) {
    outside(errorText(error, strings));
  }
}

function noop(): void {}

open(window).catch((error: unknown) => {
  const notice = document.getElementById('notice');
  const door = document.getElementById('door');
  if (door) door.hidden = false;
  if (notice) notice.textContent = errorText(error, stringsFor(window.navigator.languages));
});
