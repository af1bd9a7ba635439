/** Part `names`: what else may leave, for pages with filter effects, markers, patterns, texts on paths or MathML. */
export { withRareNames } from '@sightline/protocol';
