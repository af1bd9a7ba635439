import { SDK_VERSION, SUPPORTED_SDK } from '@sightline/protocol';
import { invalid } from '../call/arguments.js';
import { type Result, success } from '../call/result.js';
import type { ScriptPlace } from './script-place.js';
import { originOf, originOfHostName, originOfMeta } from './address.js';

/** Which service a page talks to, and as what. */
export interface Place {
  /** Origin, and path where the service is not at its root; no slash at the end. */
  service: string;
  appKey: string;
  /** The version the page asked for if the service does not support it, else this build's. */
  sdkVersion: string;
}

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
  if (service === undefined) return invalid('host');
  const asked = script?.version;
  return success({ service, appKey, sdkVersion: asked === undefined || SUPPORTED_SDK.test(asked) ? SDK_VERSION : asked.slice(0, 32) });
}
