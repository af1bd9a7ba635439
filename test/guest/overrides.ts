/** Where a page has a script of its own: before the SDK's and after it. */
export const PLACES = ['first', 'last'] as const;
export type Place = (typeof PLACES)[number];

/**
 * What pages do to their own language and DOM. Each is JavaScript that runs in the page; `keep` holds what the page had before.
 * `honest`: what it replaces still does its work, as polyfills, zones and monitors do; a session must work with it. A dishonest one
 * breaks what it replaces: there a session works or fails with one row of the error contract.
 */
export interface Override {
  name: string;
  honest: boolean;
  code: string;
  /** When nobody can be told: the script cannot run at all (its console says so), or nothing shows that something is missing. */
  silent?: readonly (Phase | Place)[];
}

/** Before the SDK's script, after `init` has answered, and while an agent watches. */
export const PHASES = ['before', 'idle', 'live'] as const;
export type Phase = (typeof PHASES)[number];

const wrapMethods = (owner: string): string => `
  Object.getOwnPropertyNames(${owner}).forEach(function (name) {
    var d = Object.getOwnPropertyDescriptor(${owner}, name);
    if (name === 'constructor' || !d.configurable || typeof d.value !== 'function') return;
    var original = d.value;
    d.value = function () { return keep.apply(original, this, arguments); };
    Object.defineProperty(${owner}, name, d);
  });`;
const wrapGetters = (owner: string): string => `
  Object.getOwnPropertyNames(${owner}).forEach(function (name) {
    var d = Object.getOwnPropertyDescriptor(${owner}, name);
    if (!d.configurable || !d.get) return;
    var get = d.get, set = d.set;
    d.get = function () { return keep.apply(get, this, []); };
    if (set) d.set = function (value) { return keep.apply(set, this, [value]); };
    Object.defineProperty(${owner}, name, d);
  });`;
const THROW = `function () { throw new Error('the page broke this'); }`;
const breakMethods = (owner: string, names: string): string =>
  `'${names}'.split(' ').forEach(function (name) { ${owner}[name] = ${THROW}; });`;

const honest = (name: string, code: string): Override => ({ name, honest: true, code });
const broken = (name: string, code: string, silent: readonly Phase[] = []): Override => ({ name, honest: false, code, silent });

export const OVERRIDES: Override[] = [
  // Zones and monitors: everything asynchronous and every DOM method goes through the page.
  honest(
    'zone',
    `
    ['setTimeout', 'setInterval', 'requestAnimationFrame', 'queueMicrotask', 'requestIdleCallback'].forEach(function (name) {
      var original = window[name];
      window[name] = function (fn) {
        var args = keep.slice(arguments);
        if (typeof fn === 'function') args[0] = function () { return keep.apply(fn, this, arguments); };
        return keep.apply(original, window, args);
      };
    });
    var add = EventTarget.prototype.addEventListener, remove = EventTarget.prototype.removeEventListener, known = new WeakMap();
    EventTarget.prototype.addEventListener = function (type, fn, how) {
      if (typeof fn !== 'function') return keep.apply(add, this, arguments);
      var ours = known.get(fn) || function () { return keep.apply(fn, this, arguments); };
      known.set(fn, ours);
      return keep.apply(add, this, [type, ours, how]);
    };
    EventTarget.prototype.removeEventListener = function (type, fn, how) {
      return keep.apply(remove, this, [type, known.get(fn) || fn, how]);
    };
    var Observer = window.MutationObserver;
    window.MutationObserver = function (fn) { return new Observer(function () { return keep.apply(fn, this, arguments); }); };
    window.MutationObserver.prototype = Observer.prototype;`,
  ),
  honest(
    'zone promise',
    `
    var Native = window.Promise;
    function ZonePromise(run) {
      if (!(this instanceof ZonePromise)) throw new TypeError('needs new');
      this.inner = new Native(run);
    }
    ZonePromise.prototype.then = function (a, b) { var p = this.inner.then(a, b); return new ZonePromise(function (yes, no) { p.then(yes, no); }); };
    ZonePromise.prototype['catch'] = function (b) { return this.then(undefined, b); };
    ZonePromise.prototype['finally'] = function (f) { return this.then(function (v) { f(); return v; }, function (e) { f(); throw e; }); };
    ZonePromise.prototype[Symbol.toStringTag] = 'Promise';
    ['resolve', 'reject', 'all', 'allSettled', 'race', 'any'].forEach(function (name) {
      ZonePromise[name] = function (v) { return new ZonePromise(function (yes, no) { Native[name](v).then(yes, no); }); };
    });
    ZonePromise.withResolvers = function () { var d = {}; d.promise = new ZonePromise(function (a, b) { d.resolve = a; d.reject = b; }); return d; };
    window.Promise = ZonePromise;`,
  ),
  honest('wrapped Element', wrapMethods('Element.prototype') + wrapGetters('Element.prototype')),
  honest('wrapped Node', wrapMethods('Node.prototype') + wrapGetters('Node.prototype')),
  honest('wrapped Document', wrapMethods('Document.prototype') + wrapGetters('Document.prototype')),
  honest('wrapped inputs', wrapMethods('HTMLInputElement.prototype') + wrapGetters('HTMLInputElement.prototype')),
  honest('wrapped sheets', wrapMethods('CSSStyleSheet.prototype') + wrapGetters('CSSStyleSheet.prototype')),
  honest('wrapped Array', wrapMethods('Array.prototype')),
  honest('wrapped String', wrapMethods('String.prototype')),
  honest('wrapped collections', wrapMethods('Map.prototype') + wrapMethods('Set.prototype') + wrapMethods('WeakMap.prototype')),
  honest(
    'prototype.js',
    `
    Array.prototype.toJSON = function () { return '[' + this.map(function (v) { return keep.stringify(v); }).join(', ') + ']'; };
    String.prototype.toJSON = function () { return keep.stringify(String(this)); };
    Object.keys = (function (keys) { return function (o) { return keys(o); }; })(Object.keys);
    Array.prototype.each = Array.prototype.forEach;
    Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
    Array.prototype.toArray = Array.prototype.clone = function () { return keep.slice(this); };
    Array.from = window.$A = function (list) { return list ? (list.toArray ? list.toArray() : keep.slice(list)) : []; };
    Function.prototype.bind = function (context) { var fn = this, given = keep.slice(arguments, 1);
      return function () { return keep.apply(fn, context, given.concat(keep.slice(arguments))); }; };
    Element.prototype.remove = function () { if (this.parentNode) this.parentNode.removeChild(this); return this; };
    Element.prototype.update = Element.prototype.hide = function () { return this; };`,
  ),
  honest(
    'enumerable junk',
    `
    Object.prototype.junk = Array.prototype.junk = Function.prototype.junk = String.prototype.junk = function () { return 'junk'; };
    Object.prototype.extend = function (o) { for (var k in o) this[k] = o[k]; return this; };`,
  ),
  honest(
    'polyfilled collections',
    `
    function Poly() { this.inner = new keep.Map(arguments[0]); }
    ['get', 'has', 'delete', 'clear', 'forEach', 'keys', 'values', 'entries'].forEach(function (name) {
      Poly.prototype[name] = function () { return keep.apply(keep.Map.prototype[name], this.inner, arguments); };
    });
    Poly.prototype.set = function (k, v) { this.inner.set(k, v); return this; };
    Object.defineProperty(Poly.prototype, 'size', { get: function () { return this.inner.size; } });
    Poly.prototype[Symbol.iterator] = Poly.prototype.entries;
    window.Map = Poly;
    function PolySet() { this.inner = new keep.Set(arguments[0]); }
    ['has', 'delete', 'clear', 'forEach', 'keys', 'values', 'entries'].forEach(function (name) {
      PolySet.prototype[name] = function () { return keep.apply(keep.Set.prototype[name], this.inner, arguments); };
    });
    PolySet.prototype.add = function (v) { this.inner.add(v); return this; };
    Object.defineProperty(PolySet.prototype, 'size', { get: function () { return this.inner.size; } });
    PolySet.prototype[Symbol.iterator] = PolySet.prototype.values;
    window.Set = PolySet;
    function PolyWeak(list) { this.inner = new keep.WeakMap(); for (var i = 0; list && i < list.length; i++) this.inner.set(list[i], true); }
    ['get', 'has', 'delete'].forEach(function (name) {
      PolyWeak.prototype[name] = function (k) { return keep.apply(keep.WeakMap.prototype[name], this.inner, [k]); };
    });
    PolyWeak.prototype.set = function (k, v) { this.inner.set(k, v); return this; };
    PolyWeak.prototype.add = function (k) { this.inner.set(k, true); return this; };
    window.WeakMap = window.WeakSet = PolyWeak;`,
  ),
  honest(
    'own JSON',
    `window.JSON = { parse: function (t, r) { return keep.parse(t, r); }, stringify: function (v, r, s) { return keep.stringify(v, r, s); } };`,
  ),
  honest(
    'array iterator',
    `Array.prototype[Symbol.iterator] = function () { var list = this, at = 0;
      return { next: function () { return at < list.length ? { done: false, value: list[at++] } : { done: true, value: undefined }; } }; };`,
  ),
  honest(
    'wrapped fetch and WebSocket',
    `
    window.fetch = (function (f) { return function (a, b) { return f.call(window, a, b); }; })(window.fetch);
    window.WebSocket = (function (W) { function Mine(url, p) { return p ? new W(url, p) : new W(url); } Mine.prototype = W.prototype; return Mine; })(window.WebSocket);`,
  ),
  honest('frozen time', `Date.now = function () { return 1700000000000; };`),
  honest('constant random', `Math.random = function () { return 0.5; };`),
  honest('no console', `['log', 'warn', 'error', 'info'].forEach(function (n) { console[n] = ${THROW}; });`),
  honest(
    'wrapped call, apply and bind',
    `
    Function.prototype.call = function (self) { return keep.apply(this, self, keep.slice(arguments, 1)); };
    Function.prototype.apply = function (self, args) { return keep.apply(this, self, args ? keep.slice(args) : []); };
    Function.prototype.bind = function (self) { var fn = this, given = keep.slice(arguments, 1);
      return function () { return keep.apply(fn, self, given.concat(keep.slice(arguments))); }; };`,
  ),
  honest('frozen document', `Object.freeze(document); Object.freeze(document.documentElement);`),
  honest(
    'frozen prototypes',
    `[Element, Node, HTMLInputElement, HTMLTextAreaElement, CSSStyleSheet, StyleSheet, Document, EventTarget, Array, Object, Function, Map, Set, Promise, String, RegExp]
      .forEach(function (C) { Object.freeze(C.prototype); Object.freeze(C); });`,
  ),
  honest('no new properties on window', `Object.preventExtensions(window.history);`),
  honest('reportError is missing', `delete window.reportError; window.reportError = undefined;`),
  // From here on what is replaced does not work any more.
  broken('Object.prototype has get', `Object.prototype.get = Object.prototype.set = 5;`, ['before']),
  broken(
    'Object.prototype has a setter',
    `
    ['kind', 't', 'key', 'ok', 'value'].forEach(function (name) {
      Object.defineProperty(Object.prototype, name, { configurable: true, get: function () { return undefined; }, set: ${THROW} });
    });`,
    ['before'],
  ),
  broken(
    'Array.prototype has an index setter',
    `Object.defineProperty(Array.prototype, '0', { configurable: true, set: ${THROW}, get: function () { return undefined; } });`,
  ),
  broken('push, slice, map', breakMethods('Array.prototype', 'push slice map')),
  broken(
    'filter, some, every, find, includes, join',
    breakMethods('Array.prototype', 'filter some every find includes join indexOf shift'),
  ),
  broken('Array iterator', `Array.prototype[Symbol.iterator] = ${THROW};`, ['before']),
  broken('Map', `window.Map = ${THROW};` + breakMethods('Map.prototype', 'get set has delete values')),
  broken('Set', `window.Set = ${THROW};` + breakMethods('Set.prototype', 'has add delete')),
  broken(
    'WeakMap, WeakSet',
    `window.WeakMap = window.WeakSet = ${THROW};` +
      breakMethods('WeakMap.prototype', 'get set') +
      breakMethods('WeakSet.prototype', 'has add'),
  ),
  broken('JSON', `JSON.stringify = JSON.parse = ${THROW};`),
  broken('Promise', `window.Promise = ${THROW};`),
  broken('Promise.prototype.then', `Promise.prototype.then = ${THROW};`),
  broken('call', `Function.prototype.call = ${THROW};`),
  broken('apply and bind', `Function.prototype.apply = Function.prototype.bind = ${THROW}; Reflect.apply = ${THROW};`),
  broken('Object functions', breakMethods('Object', 'keys assign defineProperty getOwnPropertyDescriptor entries'), ['before']),
  broken(
    'String.prototype',
    breakMethods('String.prototype', 'slice split replace replaceAll trim startsWith includes indexOf charCodeAt toLowerCase'),
    PHASES,
  ),
  broken('RegExp.prototype', breakMethods('RegExp.prototype', 'exec test'), ['before']),
  broken('RegExp never finds', `RegExp.prototype.exec = function () { return null; };`, ['before']),
  broken('Date, performance', `Date.now = performance.now = ${THROW};`),
  broken('time is NaN', `Date.now = performance.now = function () { return NaN; };`),
  broken('timers throw', `setTimeout = requestAnimationFrame = queueMicrotask = requestIdleCallback = clearTimeout = ${THROW};`),
  broken('fetch', `window.fetch = ${THROW};`),
  broken('WebSocket', `window.WebSocket = ${THROW};`),
  broken('TextEncoder, TextDecoder', `window.TextEncoder = window.TextDecoder = ${THROW};`),
  broken('crypto', `crypto.getRandomValues = ${THROW};`),
  broken('getAttribute', `Element.prototype.getAttribute = ${THROW};`, ['before']),
  broken('getAttribute lies', `Element.prototype.getAttribute = function () { return 'off'; };`),
  broken('matches says yes', `Element.prototype.matches = function () { return true; };`),
  broken('matches says no', `Element.prototype.matches = function () { return false; };`),
  broken(
    'querySelectorAll finds nothing',
    `
    Document.prototype.querySelectorAll = Element.prototype.querySelectorAll = DocumentFragment.prototype.querySelectorAll = function () { return []; };`,
  ),
  broken(
    'type lies',
    `Object.defineProperty(HTMLInputElement.prototype, 'type', { configurable: true, get: function () { return 'text'; }, set: function () {} });`,
  ),
  broken(
    'Node getters throw',
    `'firstChild nextSibling parentNode nodeType isConnected'.split(' ').forEach(function (name) {
      Object.defineProperty(Node.prototype, name, { configurable: true, get: ${THROW} });
    });`,
  ),
  broken(
    'Node getters lie',
    `'firstChild nextSibling parentNode'.split(' ').forEach(function (name) {
      Object.defineProperty(Node.prototype, name, { configurable: true, get: function () { return null; } });
    });`,
    PHASES,
  ),
  broken('addEventListener', `EventTarget.prototype.addEventListener = ${THROW};`),
  broken('removeEventListener', `EventTarget.prototype.removeEventListener = ${THROW};`),
  broken('MutationObserver', `window.MutationObserver = ${THROW}; `),
  broken('MutationObserver never calls', `MutationObserver.prototype.observe = function () {};`, ['live']),
  broken('MessageChannel', `window.MessageChannel = ${THROW};`),
  broken('createElement', `Document.prototype.createElement = ${THROW};`),
  broken('append', `Element.prototype.append = Node.prototype.appendChild = ${THROW};`),
  broken('CSSStyleSheet', `window.CSSStyleSheet = ${THROW};`),
  broken('AbortController', `window.AbortController = ${THROW};`),
  broken('URL', `window.URL = ${THROW};`),
  broken('Uint8Array', `window.Uint8Array = window.DataView = ${THROW};`),
];
