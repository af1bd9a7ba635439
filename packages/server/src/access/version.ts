import { SUPPORTED_SDK } from '@sightline/protocol';

/** Whether an SDK of this version is served: any 2.x or 3.x, not older than `minimum`; `x` stands for the newest (surface §2). */
export function sdkSupported(version: string | undefined, minimum: string | undefined): boolean {
  if (version === undefined || !SUPPORTED_SDK.test(version)) return false;
  if (minimum === undefined) return true;
  const parts = (text: string, blank: number): number[] => {
    const [major, minor, patch] = text.split('.').map((part) => (part === 'x' ? Number.POSITIVE_INFINITY : Number(part)));
    return [major ?? blank, minor ?? blank, patch ?? blank];
  };
  const own = parts(version, Number.POSITIVE_INFINITY);
  const least = parts(minimum, 0).map((part) => (part === Number.POSITIVE_INFINITY ? 0 : part));
  for (const [at, part] of least.entries()) if (own[at] !== part) return (own[at] ?? 0) > part;
  return true;
}
