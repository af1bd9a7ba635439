import { invalid } from '../call/arguments.js';
import { type Result, success } from '../call/result.js';
import { originOf, originOfHostName, originOfMeta } from './address.js';
import { type Place, versionOf } from './place.js';
import type { ScriptPlace } from './script-place.js';

export interface PlaceSettings {
  appKey?: string;
  host?: string;
  zoomHostName?: string;
}

/** What `init` says, else the script's own address, else the page's `<meta name="cobrowse-host">` (surface §2). */
export function findPlace(settings: PlaceSettings, script: ScriptPlace | undefined, document: Document): Result<Place> {
  const { host, zoomHostName } = settings;
  const appKey = settings.appKey ?? script?.appKey;
  if (appKey === undefined) return invalid('appKey');
  const said = host !== undefined ? originOf(host) : zoomHostName !== undefined ? originOfHostName(zoomHostName) : undefined;
  if (said === undefined && host !== undefined) return invalid('host');
  if (said === undefined && zoomHostName !== undefined) return invalid('zoomHostName');
  const service = said ?? script?.service ?? originOfMeta(document);
  return service === undefined ? invalid('host') : success({ service, appKey, sdkVersion: versionOf(script) });
}
