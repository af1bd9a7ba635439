/** A list of names, blanks and line ends between them. */
export const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Attributes of elements of every namespace. */
export const GLOBAL = `class dir draggable enterkeyhint exportparts hidden id inert inputmode is itemid itemprop itemref itemscope
itemtype lang part popover role slot spellcheck style tabindex title translate autocapitalize contenteditable`;
