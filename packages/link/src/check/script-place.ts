/** What a script of the SDK learns from its own address (surface §2). */
export interface ScriptPlace {
  /** Origin, and path where the service is not at its root; no slash at the end. */
  service: string;
  appKey: string;
  /** The version in the path; absent: the newest. */
  version: string | undefined;
  /** The page's nonce, to be passed on. */
  nonce: string;
}

/** `script`: `js` of the customer's SDK, `agent/js` of the agent's. */
export function readPlace(src: string, script: 'js' | 'agent/js'): Omit<ScriptPlace, 'nonce'> | undefined {
  const found = /^(https?:\/\/[^?#]*?)\/static\/resource\/sdk\/([^/?#]+)\/(agent\/)?js(?:\/([^/?#]+))?\/?(?:[?#]|$)/.exec(src);
  const [, service = '', appKey = '', agent = '', version] = found ?? [];
  return service && agent + 'js' === script ? { service, appKey: decode(appKey), version: version && decode(version) } : undefined;
}

/** The place of the script that runs now; one that runs as a module is looked for among the document's scripts. */
export function findScript(document: Document, script: 'js' | 'agent/js'): ScriptPlace | undefined {
  const scripts = [document.currentScript, ...[...document.scripts].reverse()];
  for (const element of scripts) {
    // One of SVG has no `src`.
    const place = readPlace((element as HTMLScriptElement | null)?.src ?? '', script);
    if (place) return { ...place, nonce: element?.nonce || element?.getAttribute('nonce') || '' };
  }
  return undefined;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
