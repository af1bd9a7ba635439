/** A getter of the browser's: a form's field, or a page, may stand in for what it is named like. */
export const getter = <T>(owner: { prototype: object }, name: string): ((this: Node) => T) =>
  Object.getOwnPropertyDescriptor(owner.prototype, name)?.get as (this: Node) => T;
