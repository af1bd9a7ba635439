import type { Renderer } from '../render/index.js';
import { type FormControl, formControlOf } from './form-control.js';
import { placeOf } from './mirror-place.js';

/** The list or picker the customer has open: it belongs to the element with the focus, and the customer's side says `:open` of it. */
export function openByCustomer(renderer: Renderer | undefined): (FormControl & { kind: 'list' | 'picked' }) | undefined {
  const focused = renderer?.focused;
  const place = focused && placeOf(renderer, focused);
  if (!focused || !place?.scene.meta.states?.[':open']?.includes(focused.id)) return undefined;
  const control = formControlOf(place, focused);
  return control?.kind === 'list' || control?.kind === 'picked' ? control : undefined;
}
