import type { Service } from '../e2e/service.js';
import type { GuestSite } from './site.js';

/** Text every agent has to see, and texts nobody may. */
export const CANARY = 'shown-to-the-agent';
export const CHANGED = 'changed-while-live';
export const SECRETS = ['secret-of-a-password', 'secret-of-a-card', 'secret-of-a-rule', 'secret-of-a-hidden-field'];

/** How the SDK comes into a page. */
export const scriptAddress = (service: Service, sdkKey: string): string => `${service.origin}/static/resource/sdk/${sdkKey}/js`;

export interface GuestPage {
  name: string;
  site: GuestSite;
  /** Address of the SDK's script. */
  script: string;
  sdkToken: string;
  settings?: object;
  /** Runs before the SDK's script, after `init` has answered, and while an agent watches. */
  before?: string;
  idle?: string;
  live?: string;
  /** Runs when the test says so. */
  after?: string;
  /** Scripts of the page's own before and after the SDK's: what they declare is global. */
  first?: string;
  last?: string;
}

/**
 * A page that tells its site what happens to it, by natives it took first: errors and rejections that reach it, policy violations,
 * the answers and events of the SDK. `start` opens a session, `change` edits the page, `end` ends.
 */
export function guestPage({
  name,
  script,
  sdkToken,
  settings = {},
  before = '',
  idle = '',
  live = '',
  after = '',
  first = '',
  last = '',
}: GuestPage): string {
  const init = JSON.stringify({ piiMask: { maskCssSelectors: '.private' }, ...settings });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A guest's host</title>
<script>
(function () {
  var fetch = window.fetch.bind(window), stringify = JSON.stringify, parse = JSON.parse, Source = EventSource, apply = Reflect.apply, slice = Array.prototype.slice;
  var create = document.createElement.bind(document), append = Node.prototype.appendChild, evaluate = Function;
  var setText = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent').set;
  var keep = { apply: apply, stringify: stringify, parse: parse, Map: Map, Set: Set, WeakMap: WeakMap,
    slice: function (list, from) { return apply(slice, list, [from || 0]); } };
  var tell = window.tell = function (kind, data) {
    fetch('/told/${name}', { method: 'POST', body: '{"kind":' + stringify(kind) + ',"data":' + (stringify('' + data)) + '}' });
  };
  window.addEventListener('error', function (event) { tell('thrown', event.message + ' ' + (event.error && event.error.stack)); });
  window.addEventListener('unhandledrejection', function (event) { tell('thrown', 'unhandled: ' + (event.reason && event.reason.stack || event.reason)); });
  document.addEventListener('securitypolicyviolation', function (event) { tell('violation', event.effectiveDirective + ' ' + event.blockedURI); });
  window.steps = {
    idle: function () { new evaluate('keep', ${JSON.stringify(idle)})(keep); },
    live: function () { new evaluate('keep', ${JSON.stringify(live)})(keep); },
    after: function () { new evaluate('keep', ${JSON.stringify(after)})(keep); },
    change: function () {
      var line = create('p');
      apply(setText, line, ['${CHANGED}']);
      apply(append, document.body, [line]);
    }
  };
  var source = new Source('/steps/${name}');
  source.onmessage = function (event) {
    try { steps[event.data](); } catch (error) { tell('step failed', event.data + ': ' + error.stack); }
    tell('did', event.data);
  };
  window.keep = keep;
})();
${before ? `(function (keep) {${before}})(window.keep);` : ''}
</script>${first && `<script>${first}</script>`}</head><body>
<h1>${CANARY}</h1>
<form id="form"><input type="password" name="pw" value="${SECRETS[0]}"><input autocomplete="cc-number" value="${SECRETS[1]}">
<p class="private">${SECRETS[2]}</p><input type="hidden" name="h" value="${SECRETS[3]}"></form>
<script src="${script}"></script>${last && `<script>${last}</script>`}
<script>
steps.init = function () {
  ZoomCobrowseSDK.init(${init}, function (answer) {
    window.session = answer.session;
    tell('init', answer.success ? 'ok' : answer.error.code + ':' + answer.error.cause);
    session.on('session_error', function (error) { tell('error', error.code + ':' + error.cause); });
    session.on('session_ended', function (ended) { tell('ended', ended.reason); });
    session.on('pincode_updated', function (news) { tell('pin', news.pinCode); });
    session.on('agent_joined', function () { tell('agent', ''); });
  });
};
steps.start = function () {
  session.start({ sdkToken: ${JSON.stringify(sdkToken)} }, function (answer) {
    tell('start', answer.success ? 'ok' : answer.error.code + ':' + answer.error.cause);
  });
};
steps.end = function () { session.end(function (answer) { tell('end', answer.success ? 'ok' : answer.error.cause); }); };
tell('ready', typeof ZoomCobrowseSDK);
</script></body></html>`;
}
