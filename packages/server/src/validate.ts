import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

export type Validated<T> = { ok: true; value: T } | { ok: false; field: string };

/** Compiles a schema once; the check names the first field that does not fit, or `what` where it is the whole. */
export function validator<S extends TSchema>(schema: S, what: string): (value: unknown) => Validated<Static<S>> {
  const compiled = Compile(schema);
  return (value) => {
    if (compiled.Check(value)) return { ok: true, value };
    for (const error of compiled.Errors(value)) {
      const missing = 'requiredProperties' in error.params ? error.params.requiredProperties[0] : undefined;
      const path = missing ?? error.instancePath.split('/')[1];
      // Names a peer made up are not repeated to anyone.
      if (path && /^\w{1,40}$/.test(path)) return { ok: false, field: path };
    }
    return { ok: false, field: what };
  };
}
