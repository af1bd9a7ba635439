import { GLOBAL, words } from './words.js';

/** HTML elements that may stand in a mirror. No script, object, embed, base, meta, applet, frame: they act instead of show. */
export const HTML_ELEMENTS =
  words(`a abbr acronym address area article aside audio b bdi bdo big blockquote body br button canvas caption center cite code col colgroup
data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header
hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu meter nav nobr noscript ol optgroup option
output p picture pre progress q rb rp rt rtc ruby s samp search section select selectedcontent slot small source span strike strong
style sub summary sup table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp listing plaintext`);

/** SVG but what `rare-lists.ts` has. */
export const SVG_COMMON_ELEMENTS = words(`a circle clipPath defs desc ellipse filter foreignObject g image line linearGradient mask
metadata path polygon polyline radialGradient rect stop style svg switch symbol text title tspan use view`);

/** HTML attributes that may stand in a mirror. No `on*`, `srcdoc`, `action`, `formaction`, `ping`, `nonce`, `integrity`, `autofocus`. */
export const HTML_ATTRIBUTES = words(`${GLOBAL}
abbr align alink alt axis background bgcolor border bordercolor cellpadding cellspacing char charoff checked cite clear color cols
colspan compact coords datetime default dirname disabled face for form frame frameborder headers height high href hreflang hspace
kind label link list loop low max maxlength media min minlength multiple muted name noresize noshade novalidate nowrap open optimum
pattern placeholder poster readonly rel required reversed rows rowspan rules scope scrolling selected shape size sizes span src
srclang srcset start step summary text type usemap valign value valuetype vlink vspace width wrap autocomplete closedby command
commandfor popovertarget popovertargetaction shadowrootmode`);

export const SVG_COMMON_ATTRIBUTES = words(`${GLOBAL} href xlink:href xlink:title xml:lang xml:space alignment-baseline baseline-shift
clip clip-path clip-rule clipPathUnits color color-interpolation cursor cx cy d direction display dominant-baseline dx dy fill
fill-opacity fill-rule filter font-family font-size font-size-adjust font-stretch font-style font-variant font-weight fr fx fy
gradientTransform gradientUnits height image-rendering lengthAdjust letter-spacing marker-end marker-mid marker-start mask mask-type
maskContentUnits maskUnits offset opacity overflow paint-order path pathLength pointer-events points preserveAspectRatio r refX refY
rotate rx ry shape-rendering spreadMethod stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
stroke-linejoin stroke-miterlimit stroke-opacity stroke-width systemLanguage text-anchor text-decoration text-rendering textLength
transform transform-origin type unicode-bidi vector-effect version viewBox visibility width word-spacing writing-mode x x1 x2 y y1 y2 z`);

/** Attributes whose value is an address, or a list of them. */
export const URL_ATTRIBUTES = words('href xlink:href src srcset poster background cite itemid longdesc data action formaction usemap');

/** Attributes that act: never mirrored on any element. */
export const ACTIVE_ATTRIBUTES = words(`srcdoc action formaction ping nonce integrity autofocus http-equiv manifest codebase archive
classid sandbox allow allowfullscreen csp crossorigin referrerpolicy fetchpriority loading async defer charset profile target download`);
