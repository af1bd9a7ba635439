import type { NameLists } from './allow.js';
import { MATHML_NS, SVG_NS } from './namespaces.js';
import { GLOBAL, words } from './words.js';

/** Filter effects, markers, patterns and texts on paths of SVG, and MathML: few pages have them, so a customer's page loads their names when it meets one. */
const SVG_ELEMENTS = words(`feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
fePointLight feSpecularLighting feSpotLight feTile feTurbulence marker pattern textPath`);

const SVG_ATTRIBUTES = words(`accumulate additive amplitude azimuth baseFrequency bias diffuseConstant divisor edgeMode elevation
exponent in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength limitingConeAngle mode numOctaves operator order preserveAlpha
radius result scale seed slope specularConstant specularExponent stdDeviation stitchTiles surfaceScale tableValues targetX targetY
xChannelSelector yChannelSelector values
color-interpolation-filters filterUnits flood-color flood-opacity lighting-color markerHeight markerUnits markerWidth method
orient patternContentUnits patternTransform patternUnits primitiveUnits side spacing startOffset`);

const MATHML_ELEMENTS =
  words(`annotation annotation-xml maction math menclose merror mfenced mfrac mi mlabeledtr mmultiscripts mn mo mover mpadded mphantom
mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics`);

const MATHML_ATTRIBUTES = words(`${GLOBAL} accent accentunder align columnalign columnlines columnspacing columnspan depth
display displaystyle encoding fence form frame framespacing height largeop linethickness lspace mathbackground mathcolor mathsize
mathvariant maxsize minsize movablelimits notation open close rowalign rowlines rowspacing rowspan rspace scriptlevel separator
separators stretchy subscriptshift superscriptshift symmetric voffset width`);

/** `common` with these: everything that may stand in a mirror. */
export function withRareNames(common: NameLists): NameLists {
  const [elements = [], attributes = []] = common.get(SVG_NS) ?? [];
  return new Map([
    ...common,
    [SVG_NS, [new Set([...elements, ...SVG_ELEMENTS]), new Set([...attributes, ...SVG_ATTRIBUTES])]],
    [MATHML_NS, [MATHML_ELEMENTS, MATHML_ATTRIBUTES]],
  ]);
}
