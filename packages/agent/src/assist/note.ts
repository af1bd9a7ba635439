import type { PagePoint } from '../stage/mode.js';
import type { Stage } from '../stage/index.js';
import { make } from '../viewer/make.js';

const SHOWN_MS = 3_500;

/** Says something briefly at a place of the mirror. */
export function createNote(
  document: Document,
  stage: Pick<Stage, 'overlay' | 'scale' | 'layer'>,
): { say(text: string, at: PagePoint): void; clear(): void; stop(): void } {
  const element = make(document, 'div', { class: 'note-here', role: 'status', hidden: '' });
  stage.overlay.append(element);
  const realm = document.defaultView ?? window;
  let timer: number | undefined;
  const clear = (): void => {
    realm.clearTimeout(timer);
    element.textContent = '';
    element.hidden = true;
  };
  return {
    clear,
    say(text, { x, y }) {
      realm.clearTimeout(timer);
      element.textContent = text;
      element.hidden = false;
      const { scale, layer } = stage;
      element.style.left = `${Math.min(Math.max(8, x * scale), Math.max(8, layer.clientWidth - element.offsetWidth - 8))}px`;
      element.style.top = `${Math.max(8, Math.min(y * scale + 16, layer.clientHeight - element.offsetHeight - 8))}px`;
      timer = realm.setTimeout(clear, SHOWN_MS);
    },
    stop() {
      realm.clearTimeout(timer);
      element.remove();
    },
  };
}
