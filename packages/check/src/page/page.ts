import {
  boxes,
  canvases,
  compilePolicy,
  embed,
  live,
  loopLink,
  names,
  type MaskSettings,
  noteUnseen,
  type Parts,
  publicAddress,
  createSharing,
  seeUnseen,
  texts,
  watchSecrets,
} from '@sightline/customer/check';
import type { FromPage, PageSetup } from '../from-page.js';
import { writtenBoxes } from './boxes.js';

declare const SIGHTLINE_CHECK: PageSetup;

const { masks: written, account, hand, deepCapture } = SIGHTLINE_CHECK;
const masks: MaskSettings = {
  ...(written as MaskSettings),
  maskPatterns: (written.maskPatterns ?? []).map((one) => (typeof one === 'string' ? one : new RegExp(one.source, one.flags))),
};
const name = Math.random().toString(36).slice(2);
type Told = FromPage extends infer Each ? (Each extends unknown ? Omit<Each, 'document'> : never) : never;
const tell = (message: Told): void => (window as unknown as Record<string, (m: unknown) => void>)[hand]?.({ ...message, document: name });

const base64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
};
const PARTS: Partial<Parts> = { boxes, canvases, embed, names, texts };

// Documents in frames are captured from the page around them.
if (window.top === window) {
  const unseen = deepCapture ? noteUnseen(window) : undefined;
  const secrets = watchSecrets(document, unseen);
  if (unseen) secrets.see = seeUnseen(unseen);
  const begin = (): void => {
    const policy = compilePolicy(masks, account);
    if (!policy.ok) return tell({ t: 'refused', field: policy.field });
    tell({ t: 'start', url: publicAddress(location.href, { keepQuery: account.keepQuery }) });
    const link = loopLink(
      ({ flags }, body) => tell({ t: 'frame', flags, body: base64(body) }),
      () => tell({ t: 'forget' }),
    );
    const sharing = createSharing({
      live,
      loadPart: async (part) => {
        const found = PARTS[part];
        if (!found) throw new Error(`no part ${part}`);
        return found;
      },
      link: { ...link, send: (message) => (message.t === 'assets' ? tell({ t: 'assets', items: message.items }) : link.send(message)) },
      document,
      secrets,
      rules: { masks, account },
      frameOrigins: [],
      lastStream: 0,
      own: () => false,
      changed: () => undefined,
      fault: (error) => tell({ t: 'fault', message: String(error) }),
    });
    const found = (): unknown => writtenBoxes({ elements: sharing.capture?.masked() ?? [], masks, account, secrets });
    Object.defineProperty(window, `${hand}Boxes`, { value: found });
    sharing.open();
  };
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}
