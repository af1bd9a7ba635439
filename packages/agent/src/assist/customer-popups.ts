import type { Renderer } from '../render/index.js';
import type { Scene } from '../render/scene.js';
import { type FormControl, formControlOf } from './form-control.js';

type Opened = FormControl & { kind: 'list' | 'picked' };

/**
 * The list or picker the customer has open, in whichever document: the customer's side says `:open` of it. Not by the focus: that of a
 * date is inside it, where no page sees it.
 */
export function openByCustomer(renderer: Renderer | undefined): Opened | undefined {
  const search = ({ meta, table, embeds }: Scene, path: readonly number[]): Opened | undefined => {
    for (const id of meta.states?.[':open'] ?? []) {
      const element = table.get(id) as Element | undefined;
      const place = element && renderer?.frameAt(path);
      const control = place && formControlOf(place, { path, id, element });
      if (control?.kind === 'list' || control?.kind === 'picked') return control;
    }
    for (const frame of embeds.elements()) {
      const inner = embeds.of(frame)?.scene;
      const id = table.idOf(frame);
      const found = inner && id !== undefined ? search(inner, [...path, id]) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  const scene = renderer?.frameAt([])?.scene;
  return scene && search(scene, []);
}
