const FONTS: Record<string, string> = {
  'application/font-woff': 'font/woff',
  'application/font-woff2': 'font/woff2',
  'application/x-font-woff': 'font/woff',
  'application/x-font-ttf': 'font/ttf',
  'application/x-font-truetype': 'font/ttf',
  'application/x-font-otf': 'font/otf',
  'application/x-font-opentype': 'font/otf',
  'application/font-sfnt': 'font/sfnt',
  'application/vnd.ms-fontobject': 'application/vnd.ms-fontobject',
};

/** First bytes of what servers like to call `application/octet-stream`. */
const MAGIC: readonly (readonly [string, string])[] = [
  ['wOF2', 'font/woff2'],
  ['wOFF', 'font/woff'],
  ['OTTO', 'font/otf'],
  ['\0\x01\0\0', 'font/ttf'],
  ['true', 'font/ttf'],
  ['\x89PNG', 'image/png'],
  ['GIF8', 'image/gif'],
  ['\xff\xd8\xff', 'image/jpeg'],
];

/**
 * The type an asset is served with, or `undefined` where it must not be: images, fonts, style sheets, sound and video
 * pass (design decision 4b), never HTML, XML or script. SVG passes because the answer forbids it to act (http/asset.ts).
 */
export function safeType(contentType: string | undefined, bytes: Uint8Array): string | undefined {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '' || type === 'application/octet-stream' || type === 'binary/octet-stream') {
    const start = String.fromCharCode(...bytes.subarray(0, 4));
    return MAGIC.find(([magic]) => start.startsWith(magic))?.[1];
  }
  if (type === 'text/css') return type;
  if (/^(?:image|font|audio|video)\/[a-z\d][a-z\d.+-]{0,60}$/.test(type))
    return type.endsWith('+xml') && type !== 'image/svg+xml' ? undefined : type;
  return FONTS[type];
}
