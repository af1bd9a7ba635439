/*
 * How a site puts Sightline behind its own "Get help" button: the loader snippet, then `init`, then `start` or `join`.
 * Plain script, no inline code: it works under `script-src 'self'`.
 */
(() => {
  const button = document.getElementById('get-help');
  const status = document.getElementById('help-status');
  let session;

  /** The loader snippet: a stub that remembers the call of `init` until the real script is there. */
  function loadSdk(sdkKey) {
    if (window.ZoomCobrowseSDK) return;
    window.ZoomCobrowseSDK = {
      init() {
        window.ZoomCobrowseSDKInitArgs = arguments;
      },
    };
    const script = document.createElement('script');
    script.async = true;
    script.src = `/static/resource/sdk/${encodeURIComponent(sdkKey)}/js`;
    script.addEventListener('error', () => tell('The help service cannot be loaded right now.', true));
    document.head.append(script);
  }

  function tell(text, bad = false) {
    const line = document.createElement('p');
    line.className = bad ? 'notice bad' : 'notice';
    line.id = bad ? 'help-error' : 'help-note';
    line.textContent = text;
    status.replaceChildren(...(text ? [line] : []));
  }

  const tellError = (error) => tell(`${error.code} ${error.exception}: ${error.message} ${error.action ?? ''}`, true);

  /** Who is asking for help: the name of the account, else a guest. */
  function visitor() {
    let userId = localStorage.getItem('visitor');
    if (!userId) {
      userId = `guest-${Math.random().toString(36).slice(2, 10)}`;
      localStorage.setItem('visitor', userId);
    }
    return { userId, userName: localStorage.getItem('account') ?? 'Guest' };
  }

  /** A real site asks its own server for the token; the demo's signs for anyone. */
  async function fetchToken() {
    const answer = await fetch('/demo/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'customer', ...visitor() }),
    });
    if (!answer.ok) throw new Error(`The demo gave no token (${answer.status}).`);
    return (await answer.json()).token;
  }

  const isLive = () => !['session_idle', 'session_ended', 'session_recoverable'].includes(session.getSessionInfo().sessionStatus);

  function draw() {
    const live = isLive();
    button.dataset.status = session.getSessionInfo().sessionStatus;
    button.querySelector('span').textContent = live ? 'Stop help' : 'Get help';
  }

  async function press() {
    button.disabled = true;
    tell('');
    try {
      if (isLive()) await session.end();
      else await session.start({ sdkToken: await fetchToken() });
    } catch (error) {
      if (error.code === undefined) tell(error.message, true);
      else tellError(error);
    } finally {
      button.disabled = false;
      draw();
    }
  }

  function onReady({ success, session: made, error }) {
    if (!success) {
      tellError(error);
      return;
    }
    session = made;
    for (const event of [
      'session_started',
      'agent_joined',
      'agent_left',
      'session_reconnecting',
      'session_reconnected',
      'session_paused',
      'session_resumed',
      'session_ended',
    ])
      session.on(event, draw);
    session.on('session_error', tellError);
    button.addEventListener('click', press);
    button.disabled = false;
    // A reload left a live session behind: go on with it.
    if (session.getSessionInfo().sessionStatus === 'session_recoverable') session.join(draw);
    draw();
  }

  const settings = {
    allowAgentAnnotation: true,
    allowCustomerAnnotation: true,
    remoteAssist: { enable: true, remoteAssistTypes: ['scroll_page', 'edit_form', 'click', 'navigate'] },
    piiMask: {
      maskType: 'custom_input',
      maskCssSelectors: '.private, [data-private]',
      maskHTMLAttributes: 'data-sensitive=true',
    },
  };

  fetch('/demo/config.json')
    .then((answer) => answer.json())
    .then(({ sdkKey }) => {
      loadSdk(sdkKey);
      window.ZoomCobrowseSDK.init(settings, onReady);
    })
    .catch(() => tell('The help service is not there: this page was not opened through it.', true));
})();
