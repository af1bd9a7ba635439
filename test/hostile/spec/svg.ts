import { type AttributeTreatment, type ElementTreatment, type Sorted, words } from './names.js';

/** Every element of SVG 1.1, SVG Tiny 1.2, SVG 2, Filter Effects, Masking and Animations. */
export const SVG_ELEMENT_NAMES: Sorted<ElementTreatment> = {
  carried: words(`
    a circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter foreignObject g image line
    linearGradient marker mask metadata path pattern polygon polyline radialGradient rect stop svg switch symbol text
    textPath title tspan use view`),
  hollow: ['style'],
  meaningless: [],
  placeholder: words(`
    altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform animation audio canvas color-profile cursor
    discard embed font font-face font-face-format font-face-name font-face-src font-face-uri foreignobject glyph glyphRef handler
    hatch hatchpath hkern iframe link listener mesh meshgradient meshpatch meshrow missing-glyph mpath object page pageSet prefetch script set
    solidColor solidcolor source tbreak textArea track tref unknown video vkern`),
};

/** Every attribute of the same. */
export const SVG_ATTRIBUTE_NAMES: Sorted<AttributeTreatment> = {
  carried: words(`
    accumulate additive alignment-baseline amplitude azimuth baseFrequency baseline-shift bias class clip clip-rule clipPathUnits
    color color-interpolation color-interpolation-filters cx cy d diffuseConstant dir direction display divisor dominant-baseline dx dy
    edgeMode elevation exponent fill-opacity fill-rule filterUnits flood-color flood-opacity font-family font-size font-size-adjust
    font-stretch font-style font-variant font-weight fr fx fy gradientTransform gradientUnits height id image-rendering in in2 inert intercept
    k1 k2 k3 k4 kernelMatrix kernelUnitLength lang lengthAdjust letter-spacing lighting-color limitingConeAngle markerHeight markerUnits
    markerWidth mask-type maskContentUnits maskUnits method mode numOctaves offset opacity operator order orient overflow paint-order
    part path pathLength patternContentUnits patternTransform patternUnits pointer-events points preserveAlpha preserveAspectRatio
    primitiveUnits r radius refX refY result role rotate rx ry scale seed shape-rendering side slope spacing specularConstant
    specularExponent spreadMethod startOffset stdDeviation stitchTiles stop-color stop-opacity stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width surfaceScale systemLanguage tabindex tableValues targetX
    targetY text-anchor text-decoration text-rendering textLength title transform transform-origin type unicode-bidi values vector-effect
    version viewBox visibility width word-spacing writing-mode x x1 x2 xChannelSelector y y1 y2 yChannelSelector z xlink:title xml:lang
    xml:space`),
  reference: ['slot'],
  style: words('style clip-path cursor fill filter marker-end marker-mid marker-start mask stroke'),
  link: [],
  picture: ['href', 'xlink:href'],
  gone: words(`
    about accent-height accesskey alphabetic arabic-form ascent attributeName attributeType autofocus begin bbox by calcMode cap-height
    content contentScriptType contentStyleType crossorigin datatype defaultAction descent download dur editable enable-background end ev:event event
    externalResourcesRequired fill-mode filterRes focusHighlight focusable font from g1 g2 glyph-name glyph-orientation-horizontal
    glyph-orientation-vertical glyphRef gradientUnit handler hanging hatchContentUnits hatchUnits horiz-adv-x horiz-origin-x horiz-origin-y hreflang
    ideographic initialVisibility isolation k kerning keyPoints keySplines keyTimes local marker mathematical max mediaCharacterEncoding
    mediaContentEncodings mediaSize mediaTime min mix-blend-mode nav-next nav-prev name nonce observer onabort onactivate onbegin onclick onend onerror
    onfocusin onfocusout onload onrepeat onresize onscroll onunload onzoom origin overlay overline-position overline-thickness panose-1
    phase ping playbackOrder playbackorder pitch propagate property referrerPolicy referrerpolicy rel rendering-intent repeatCount
    repeatDur requiredExtensions requiredFeatures requiredFonts requiredFormats resource restart rev shape-inside shape-margin
    shape-padding shape-subtract snapshotTime src stemh stemv strikethrough-position strikethrough-thickness string syncBehavior
    syncBehaviorDefault syncMaster syncTolerance syncToleranceDefault target timelineBegin timelinebegin to transformBehavior typeof u1 u2
    underline-position underline-thickness unicode unicode-range units-per-em v-alphabetic v-hanging v-ideographic v-mathematical
    vert-adv-y vert-origin-x vert-origin-y viewTarget widths xlink:actuate xlink:arcrole xlink:role xlink:show xlink:type xml:base xml:id
    xmlns zoomAndPan`),
};
