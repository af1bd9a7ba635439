/** Names a script uses and does not declare: what it takes from the page it runs in. */
export function freeNames(code: string): Set<string>;
