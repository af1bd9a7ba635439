import { asleep, ENTER, EVERYWHERE, type Payload, table } from './payload.js';

/** HTML that asks for something without a script. */
const HTML = table('html', {
  img: (bait) => `<img src="${bait}">`,
  'img-srcset': (bait) => `<img srcset="${bait} 1x">`,
  'img-sizes': (bait) => `<img sizes="100vw" srcset="${bait} 100w, ${bait} 200w">`,
  'img-lazy-onscreen': (bait) => `<img loading="lazy" width="9" height="9" src="${bait}">`,
  'image-alias': (bait) => `<image src="${bait}">`,
  picture: (bait) => `<picture><source srcset="${bait}"><img></picture>`,
  'picture-media': (bait) => `<picture><source media="all" type="image/png" srcset="${bait}"><img></picture>`,
  'input-image': (bait) => `<input type="image" src="${bait}">`,
  video: (bait) => `<video src="${bait}" autoplay muted></video>`,
  'video-source': (bait) => `<video autoplay muted><source src="${bait}"></video>`,
  'video-poster': (bait) => `<video poster="${bait}"></video>`,
  audio: (bait) => `<audio src="${bait}" preload="auto" autoplay></audio>`,
  'audio-source': (bait) => `<audio preload="auto" autoplay><source src="${bait}"></audio>`,
  'body-background': (bait) => `<body background="${bait}">`,
  'table-background': (bait) => `<table background="${bait}"><tr><td>x</table>`,
  'td-background': (bait) => `<table><tr><td background="${bait}">x</table>`,
  iframe: (bait) => `<iframe src="${bait}"></iframe>`,
  frameset: (bait) => `<frameset><frame src="${bait}"></frameset>`,
  object: (bait) => `<object data="${bait}"></object>`,
  'object-typed': (bait) => `<object type="text/html" data="${bait}"></object>`,
  embed: (bait) => `<embed src="${bait}">`,
  'embed-typed': (bait) => `<embed type="text/html" src="${bait}">`,
  sheet: (bait) => `<link rel="stylesheet" href="${bait}">`,
  'sheet-alternate': (bait) => `<link rel="alternate stylesheet" title="x" href="${bait}">`,
  'sheet-media': (bait) => `<link rel="stylesheet" media="print" href="${bait}">`,
  preload: (bait) => `<link rel="preload" as="image" href="${bait}">`,
  'preload-srcset': (bait) => `<link rel="preload" as="image" imagesrcset="${bait} 1x">`,
  'preload-font': (bait) => `<link rel="preload" as="font" crossorigin href="${bait}">`,
  'preload-fetch': (bait) => `<link rel="preload" as="fetch" crossorigin href="${bait}">`,
  prefetch: (bait) => `<link rel="prefetch" href="${bait}">`,
  modulepreload: (bait) => `<link rel="modulepreload" href="${bait}">`,
  'script-blocked': (bait) => `<script type="text/plain" src="x"></script><script async defer src="${bait}"></script>`,
  'base-img': (bait) => `<base href="${bait}/"><img src="relative">`,
  'shadow-img': (bait) => `<div><template shadowrootmode="open"><img src="${bait}"></template></div>`,
  'template-content': (bait) => `<div><template shadowrootmode="closed"><img src="${bait}"></template></div>`,
  'custom-element': (bait) => `<x-y><template shadowrootmode="open"><img src="${bait}"></template></x-y>`,
  'select-button': (bait) => `<select><button><selectedcontent></selectedcontent></button><option><img src="${bait}">x</option></select>`,
});

/** Those that replace the document they are in. */
const AWAY = table(
  'away',
  {
    'meta-refresh': (bait) => `<meta http-equiv="refresh" content="0;url=${bait}">`,
    'meta-refresh-quoted': (bait) => `<meta http-equiv="ReFresh" content="0; URL='${bait}'">`,
  },
  {},
);

/** Links and forms. */
const FOLLOWED = table(
  'follow',
  {
    link: (bait) => `<a href="${bait}">x</a>`,
    'link-target': (bait) => `<a href="${bait}" target="_self">x</a>`,
    'link-top': (bait) => `<a href="${bait}" target="_parent">x</a>`,
    'link-blank': (bait) => `<a href="${bait}" target="_blank" rel="opener">x</a>`,
    'link-download': (bait) => `<a href="${bait}" download>x</a>`,
    'svg-link': (bait) => `<svg><a href="${bait}"><text y="9">x</text></a></svg>`,
    area: (bait) => `<map name="m"><area href="${bait}" coords="0,0,9,9"></map><img usemap="#m" width="9" height="9">`,
    ping: (bait) => `<a href="#" ping="${bait}">x</a>`,
    form: (bait) => `<form action="${bait}" method="get"><input autofocus><button>x</button></form>`,
    'form-post': (bait) => `<form action="${bait}" method="post"><button>x</button></form>`,
    'form-plain': (bait) => `<form action="${bait}" method="post" enctype="text/plain"><button>x</button></form>`,
    'form-outside': (bait) => `<form id="f" action="${bait}"></form><button form="f">x</button>`,
    'form-image': (bait) => `<form action="${bait}"><input type="image" alt="x"></form>`,
    'form-blank': (bait) => `<form action="${bait}" target="_blank"><button>x</button></form>`,
    formaction: (bait) => `<form><button formaction="${bait}">x</button></form>`,
  },
  { keys: ENTER },
);

/** Ways of old browsers, of browsers to come, and of features that are off. */
const DORMANT = table(
  'dormant',
  {
    lowsrc: (bait) => `<img lowsrc="${bait}" dynsrc="${bait}">`,
    bgsound: (bait) => `<bgsound src="${bait}">`,
    applet: (bait) => `<applet codebase="${bait}/" code="x" archive="${bait}"></applet>`,
    isindex: (bait) => `<isindex action="${bait}" type="image" src="${bait}">`,
    manifest: (bait) => `<html manifest="${bait}">`,
    'link-import': (bait) => `<link rel="import" href="${bait}">`,
    'link-prerender': (bait) => `<link rel="prerender" href="${bait}">`,
    'link-pingback': (bait) => `<link rel="pingback" href="${bait}"><link rel="search" href="${bait}">`,
    'link-next': (bait) => `<link rel="next" href="${bait}">`,
    portal: (bait) => `<portal src="${bait}"></portal>`,
    fencedframe: (bait) => `<fencedframe src="${bait}"></fencedframe>`,
    model: (bait) => `<model src="${bait}"></model>`,
    'img-longdesc': (bait) => `<img longdesc="${bait}"><blockquote cite="${bait}">x</blockquote><del cite="${bait}">x</del>`,
    itemid: (bait) => `<p itemscope itemid="${bait}" itemtype="${bait}">x</p>`,
    menuitem: (bait) => `<menu type="context"><menuitem icon="${bait}">x</menuitem></menu>`,
    command: (bait) => `<command icon="${bait}">`,
    'xml-sheet': (bait) => `<?xml-stylesheet href="${bait}"?>`,
    layer: (bait) => `<layer src="${bait}"></layer><ilayer src="${bait}"></ilayer>`,
    xss: (bait) => `<xml src="${bait}" id="x"></xml><p datasrc="#x" datafld="y">x</p>`,
    'meta-link': (bait) => `<meta http-equiv="Link" content="<${bait}>; rel=preload; as=image">`,
    'meta-cookie': (bait) => `<meta http-equiv="Set-Cookie" content="x=${bait}">`,
    'speculation-empty': (bait) =>
      `<script type="speculationrules">{"prefetch":[{"source":"document","where":{"href_matches":"${bait}*"},"eagerness":"conservative"}]}</script><a href="${bait}">x</a>`,
    'track-no-video': (bait) => `<track default src="${bait}">`,
    'source-alone': (bait) => `<source src="${bait}" srcset="${bait}">`,
    'param-movie': (bait) => `<object classid="clsid:0"><param name="movie" value="${bait}"><param name="src" value="${bait}"></object>`,
    'attribution-img': (bait) => `<img attributionsrc="${bait}" src="data:,">`,
    'noscript-img': (bait) => `<noscript><img src="${bait}"></noscript>`,
    'plain-template': (bait) => `<template><img src="${bait}"></template>`,
  },
  { dormant: EVERYWHERE },
);

export const REQUESTS: readonly Payload[] = asleep([...HTML, ...AWAY, ...FOLLOWED, ...DORMANT], {
  // Firefox sends no pings, looks ahead into templates, and fetches the next page before it is asked for.
  'follow-ping': ['firefox'],
  'dormant-plain-template': ['chromium'],
  'dormant-link-next': ['chromium'],
});
