/**
 * What `npm ci` could not verify of a lock file: every package that is downloaded has a digest, and none names the host it came
 * from (`.npmrc`: whoever installs has a registry of their own).
 */
export function lockFaults({ packages }) {
  return Object.entries(packages)
    .filter(([path, { link, inBundle }]) => path.includes('node_modules/') && !link && !inBundle)
    .flatMap(([path, { integrity, resolved }]) => [
      ...(/^sha512-[\w+/]{86}==$/.test(integrity ?? '') ? [] : [`package-lock.json: ${path} has no digest`]),
      ...(resolved === undefined ? [] : [`package-lock.json: ${path} names where it was downloaded from`]),
    ]);
}
