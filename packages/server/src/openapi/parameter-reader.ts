import type { Static, TObject, TSchema } from 'typebox';
import { type Validated, validator } from '../validate.js';

/** Longer than every whole number a parameter takes. */
const DIGITS = /^-?\d{1,15}$/;

/** A text of an address as the kind of value its schema asks for; anything else stays what it is, and the schema refuses it. */
function valueOf(text: unknown, { type }: { type?: unknown }): unknown {
  if (typeof text !== 'string') return text;
  if (type === 'integer') return DIGITS.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/**
 * Reads parameters of an address by their schema. Empty is absent, what is absent has its default, what the schema does not name
 * is ignored. One given twice is wrong.
 */
export function parameterReader<S extends TObject>(schema: S): (given: unknown) => Validated<Static<S>> {
  const check = validator(schema, 'query');
  const properties = Object.entries(schema.properties) as [string, TSchema & { type?: unknown; default?: unknown }][];
  return (given) => {
    const texts = (given ?? {}) as Record<string, unknown>;
    const values: Record<string, unknown> = {};
    for (const [name, property] of properties) {
      const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
      const value = text === undefined || text === '' ? property.default : valueOf(text, property);
      if (value !== undefined) values[name] = value;
    }
    return check(values);
  };
}
