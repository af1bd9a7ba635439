import { attributeIn, COMMON_NAMES, elementIn } from './allow.js';
import { withRareNames } from './rare-lists.js';

/** Everything that may stand in a mirror. */
export const ALL_NAMES = withRareNames(COMMON_NAMES);

/** `elementIn` and `attributeIn`, asked of everything that may stand in a mirror. */
export const allowedElement = (namespace: string | null, localName: string): boolean => elementIn(ALL_NAMES, namespace, localName);

export const allowedAttribute = (namespace: string | null, name: string, localName?: string): boolean =>
  attributeIn(ALL_NAMES, namespace, name, localName);
