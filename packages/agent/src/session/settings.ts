import { ignoredSettings, invalid, type PlaceSettings, type Result, strangeNames, success, warn } from '@sightline/link';

/** The settings of the agent's `init`, checked (surface §5). */
export interface AgentSettings extends PlaceSettings {
  /** Where the viewer goes; needed to `join` and `start`, not for `createAgentViewerEndpoint`. */
  root?: HTMLElement;
  locale?: string;
  /** The policy of this page lets pictures of the customers' sites through (the account's switch *Load assets directly*). */
  loadAssetsDirectly?: boolean;
}

const NAMES = ['appKey', 'host', 'zoomHostName', 'zoomAppRoot', 'locale', 'loadAssetsDirectly'];

/** `zoomAppRoot` is an element or a selector that finds one now. A name that is nearly one of ours is refused, others are told to the integrator. */
export function readAgentSettings(given: unknown, document: Document): Result<AgentSettings> {
  if (given === undefined) return success({});
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return invalid('settings');
  const { misspelt, others } = strangeNames(given, NAMES);
  if (misspelt) return invalid(misspelt.name, misspelt.meant);
  if (others.length > 0) warn(ignoredSettings(others));
  const settings: AgentSettings = {};
  const { appKey, host, zoomHostName, zoomAppRoot, locale, loadAssetsDirectly } = given as Record<string, unknown>;
  for (const [name, value] of Object.entries({ appKey, host, zoomHostName, locale })) {
    if (value === undefined) continue;
    if (typeof value !== 'string' || value === '') return invalid(name);
    settings[name as 'appKey' | 'host' | 'zoomHostName' | 'locale'] = value;
  }
  if (loadAssetsDirectly !== undefined) {
    if (typeof loadAssetsDirectly !== 'boolean') return invalid('loadAssetsDirectly');
    settings.loadAssetsDirectly = loadAssetsDirectly;
  }
  if (zoomAppRoot === undefined) return success(settings);
  const root = typeof zoomAppRoot === 'string' ? find(document, zoomAppRoot) : zoomAppRoot;
  if (!isElement(root)) return invalid('zoomAppRoot');
  return success({ ...settings, root });
}

// By its shape: an element may come from another window.
const isElement = (value: unknown): value is HTMLElement =>
  typeof value === 'object' && value !== null && (value as Node).nodeType === 1 && 'attachShadow' in value;

function find(document: Document, selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    return null;
  }
}
