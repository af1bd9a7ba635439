/** Part `names`: what else may leave, for pages with filter effects or MathML. */
export { withRareNames } from '@sightline/protocol';
