import { ASSET_SCHEME } from '@sightline/protocol';

/**
 * Where a mirror's assets are: at the service, under an absolute URL that `/{n}` follows; or, in a preview on the customer's own page,
 * wherever that page has them.
 */
export type AssetPlace = string | { address(n: number): string | undefined; sheet(n: number): string | undefined };

const NUMBER = /^(\d{1,10})(#[\w\-.:%]*)?$/;
const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon|svg\+xml)[;,]/i;

/** The address of an asset reference, `undefined` for any other text. */
export function assetAddress(value: string, assetBase: AssetPlace): string | undefined {
  if (!value.startsWith(ASSET_SCHEME)) return undefined;
  const match = NUMBER.exec(value.slice(ASSET_SCHEME.length));
  if (!match) return undefined;
  const [, n, fragment = ''] = match;
  if (typeof assetBase === 'string') return `${assetBase}/${n}${fragment}`;
  const own = assetBase.address(Number(n));
  return own === undefined ? undefined : own + fragment;
}

/** The address an image attribute may have: an asset or an inline picture. */
export function imageAddress(value: string, assetBase: AssetPlace): string | undefined {
  return assetAddress(value, assetBase) ?? (DATA_IMAGE.test(value) ? value : undefined);
}

/** Whether an address is below the asset path, however it is read: nothing in it climbs out. */
const ofAssets = (text: string, assetBase: AssetPlace): boolean =>
  typeof assetBase === 'string' && text.startsWith(`${assetBase}/`) && /^[\w-]+(?:#[\w\-.:%]*)?$/.test(text.slice(assetBase.length + 1));

/**
 * The address a `url()` may have. Besides assets and data only references into the same document and files the service itself
 * named below `assetBase` pass; the frame's CSP says the same again.
 */
export function cssAddress(value: string, assetBase: AssetPlace): string {
  const text = value.trim();
  const asset = assetAddress(text, assetBase);
  if (asset !== undefined) return asset;
  if (text.startsWith('#') || /^data:/i.test(text) || ofAssets(text, assetBase)) return text;
  return 'about:invalid';
}

/** A CSS string for `url()`, in double quotes. */
export const cssString = (text: string): string => `"${text.replace(/["\\\n\r\f]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `)}"`;
