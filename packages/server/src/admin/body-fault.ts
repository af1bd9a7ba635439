import { nearest } from '@sightline/protocol';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

export interface Fault {
  field: string;
  message: string;
}

/** Names that are repeated to whoever made them up. */
const SPEAKABLE = /^[\w-]{1,40}$/;
/** Names that JavaScript's own objects have. */
const OWN = /^(?:__proto__|constructor|prototype)$/;

/** The schema at a pointer like `#/properties/masks`. */
function schemaAt(schema: TSchema, pointer: string): { properties?: object } {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], schema) ?? {};
}

const fieldOf = (instancePath: string): string => instancePath.split('/').slice(1).join('.');
const speakable = (field: string): string => (field.split('.').every((name) => SPEAKABLE.test(name)) ? field : 'body');

/** Names the first thing that does not fit a schema, in words for whoever wrote it; `undefined` where all fits. */
export function faultFinder(schema: TSchema): (value: unknown) => Fault | undefined {
  const compiled = Compile(schema);
  return (value) => {
    if (compiled.Check(value)) return undefined;
    const errors = [...compiled.Errors(value)];
    const unknown = errors.find(({ keyword, schemaPath }) => keyword === 'boolean' && schemaPath.endsWith('/additionalProperties'));
    if (unknown) return unknownName(schema, unknown);
    // Of several the innermost: the others say no more than that it does not fit.
    const deep = errors.toSorted((a, b) => b.instancePath.split('/').length - a.instancePath.split('/').length);
    const error = deep.find(({ keyword }) => keyword !== 'anyOf');
    if (!error) return { field: 'body', message: 'this does not fit' };
    const missing = 'requiredProperties' in error.params ? error.params.requiredProperties[0] : undefined;
    if (missing !== undefined) return { field: [fieldOf(error.instancePath), missing].filter(Boolean).join('.'), message: 'is missing' };
    const allowed = 'allowedValues' in error.params ? `must be one of ${error.params.allowedValues.join(', ')}` : error.message;
    return { field: speakable(fieldOf(error.instancePath)) || 'body', message: allowed };
  };
}

function unknownName(schema: TSchema, { schemaPath, instancePath }: { schemaPath: string; instancePath: string }): Fault {
  const field = fieldOf(instancePath);
  const name = field.split('.').at(-1) ?? '';
  const known = Object.keys(schemaAt(schema, schemaPath.replace(/\/additionalProperties$/, '')).properties ?? {});
  if (speakable(field) !== field || OWN.test(name)) return { field: 'body', message: 'has a field that there is not' };
  const meant = nearest(name, known);
  return { field, message: `there is no such field${meant === undefined ? '' : `: did you mean ${meant}?`}` };
}
