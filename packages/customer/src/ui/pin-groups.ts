/** A PIN in groups that are easy to read out: threes, or fours where that leaves no single character. `123456` → `123 456`. */
export function pinGroups(pinCode: string): string[] {
  const size = pinCode.length % 3 === 1 && pinCode.length > 1 ? 4 : 3;
  const groups: string[] = [];
  for (let at = 0; at < pinCode.length; at += size) groups.push(pinCode.slice(at, at + size));
  return groups;
}
