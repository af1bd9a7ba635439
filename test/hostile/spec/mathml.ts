import { type AttributeTreatment, type ElementTreatment, type Sorted, words } from './names.js';

/** Every element of MathML Core and of MathML 3, presentation and content. */
export const MATHML_ELEMENT_NAMES: Sorted<ElementTreatment> = {
  carried: words(`
    annotation annotation-xml maction math menclose merror mfenced mfrac mi mlabeledtr mmultiscripts mn mo mover mpadded mphantom
    mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics`),
  hollow: [],
  meaningless: [],
  placeholder: words(`
    abs and apply approx arccos arccosh arcsin arctan arg bind bvar card cartesianproduct cbytes ceiling cerror ci cn codomain complexes
    compose condition conjugate cos cosh cot coth cs csc csch csymbol curl declare degree determinant diff divergence divide domain
    domainofapplication emptyset eq equivalent eulergamma exists exp exponentiale factorial factorof false floor fn forall gcd geq grad gt
    ident image imaginary imaginaryi implies in infinity int integers intersect interval inverse lambda laplacian lcm leq limit list ln
    log logbase lowlimit lt maligngroup malignmark matrix matrixrow max mean median mglyph min minus mlongdiv mode moment momentabout
    mscarries mscarry msgroup msline msrow mstack naturalnumbers neq not notanumber notin notprsubset notsubset or otherwise outerproduct
    partialdiff pi piece piecewise plus power primes product prsubset quotient rationals real reals reln rem root scalarproduct sdev sec
    sech selector semantic sep set setdiff share sin sinh subset sum tan tanh tendsto times transpose true union uplimit variance vector
    vectorproduct xor script style a`),
};

/** Every attribute of the same. */
export const MATHML_ATTRIBUTE_NAMES: Sorted<AttributeTreatment> = {
  carried: words(`
    accent accentunder align class close columnalign columnlines columnspacing columnspan depth dir display displaystyle encoding fence
    form frame framespacing height id inert lang largeop linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize
    minsize movablelimits notation open rowalign rowlines rowspacing rowspan rspace scriptlevel separator separators stretchy
    subscriptshift superscriptshift symmetric tabindex title voffset width`),
  reference: ['slot'],
  style: ['style'],
  link: [],
  picture: [],
  gone: words(`
    accesskey actiontype alignmentscope altimg altimg-height altimg-valign altimg-width alttext autofocus background base bevelled cd cdgroup
    charalign charspacing close-fence closure color columnwidth crossout decimalpoint definitionURL denomalign edge equalcolumns equalrows
    fontfamily fontsize fontstyle fontweight groupalign href indentalign indentalignfirst indentalignlast indentshift indentshiftfirst
    indentshiftlast indenttarget infixlinebreakstyle intent arg leftoverhang length linebreak linebreakmultchar linebreakstyle lineleading
    location longdivstyle lquote macros mediummathspace minlabelspacing mode mslinethickness name nargs nonce numalign occurrence onclick
    onload order other overflow position rightoverhang rquote schemaLocation scope scriptminsize scriptsizemultiplier selection shift side
    src stackalign thickmathspace thinmathspace type valign veryverythickmathspace xlink:href xlink:type xmlns xref`),
};
