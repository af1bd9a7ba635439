import type { ComposePhase } from '@sightline/protocol';

/** Tells a composition (an input method, a dead key) as acts: start, each text it has on the way, end with the text that stays. */
export function composing(input: HTMLTextAreaElement, tell: (phase: ComposePhase, text: string) => void): { stop(): void } {
  const hear = (event: CompositionEvent): void => {
    switch (event.type) {
      case 'compositionstart':
        return tell('start', '');
      case 'compositionupdate':
        return tell('update', event.data);
      default:
        tell('end', event.data);
        // Nothing stays here; the text comes back in the mirror.
        input.value = '';
    }
  };
  const types = ['compositionstart', 'compositionupdate', 'compositionend'] as const;
  for (const type of types) input.addEventListener(type, hear);
  return {
    stop() {
      for (const type of types) input.removeEventListener(type, hear);
    },
  };
}
