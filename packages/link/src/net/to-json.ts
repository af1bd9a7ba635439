/** JSON in which no `toJSON` on the page's prototypes has a say: old libraries write arrays as strings. */
export function toJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) parts.push(toJson(value[i]));
    return `[${parts.join(',')}]`;
  }
  const fields = value as Record<string, unknown>;
  for (const key of Object.keys(fields)) if (fields[key] !== undefined) parts.push(`${JSON.stringify(key)}:${toJson(fields[key])}`);
  return `{${parts.join(',')}}`;
}
