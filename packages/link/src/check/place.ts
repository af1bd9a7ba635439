import { SDK_VERSION, SUPPORTED_SDK } from '@sightline/protocol';
import type { ScriptPlace } from './script-place.js';

/** Which service a page talks to, and as what. */
export interface Place {
  /** Origin, and path where the service is not at its root; no slash at the end. */
  service: string;
  appKey: string;
  /** The version the page asked for if the service does not support it, else this build's. */
  sdkVersion: string;
}

/** What a page says it is, whose script may have been asked for by a version. */
export const versionOf = ({ version = SDK_VERSION }: Partial<ScriptPlace> = {}): string =>
  SUPPORTED_SDK.test(version) ? SDK_VERSION : version.slice(0, 32);
