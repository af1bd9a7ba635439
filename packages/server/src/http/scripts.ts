import type { Folder, StaticFile } from './files.js';
import type { KeptScripts } from './kept-scripts.js';

/** Names of the built scripts, as `manifest.json` beside them gives them. */
export type Manifest = Record<string, string>;

/** The scripts pages load: those of the build there is, and chunks of earlier ones. */
export interface Scripts {
  /** `customer` or `agent`, of the newest build. */
  entry(name: string): Promise<StaticFile | undefined>;
  chunk(file: string): Promise<StaticFile | undefined>;
}

/** A build may take the place of another one while the service runs: its manifest is read on each request. */
export function openScripts(folder: Folder, kept: KeptScripts | undefined): Scripts {
  const current = async (): Promise<Manifest> => {
    const manifest = await folder.read('manifest.json');
    const names = manifest ? (JSON.parse(manifest.bytes.toString('utf8')) as Manifest) : {};
    // Before any page gets a loader that asks for these chunks.
    await kept?.keep(folder, Object.values(names));
    return names;
  };
  return {
    async entry(name) {
      const file = (await current())[name];
      return file === undefined ? undefined : folder.read(file);
    },
    async chunk(file) {
      if (!file.endsWith('.js')) return undefined;
      return (await folder.read(file)) ?? kept?.read(file);
    },
  };
}
