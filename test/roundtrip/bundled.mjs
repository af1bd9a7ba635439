import { rolldown } from 'rolldown';

/**
 * `import code from './file.ts?bundled'`: the module and all it imports as the text of one module, so that each new frame loads
 * one file instead of a hundred. `plugins` see the sources, as those of the server do.
 */
export const bundled = (plugins = []) => ({
  name: 'bundled',
  enforce: 'pre',
  async load(id) {
    const [input, query] = id.split('?');
    if (query !== 'bundled') return undefined;
    const bundle = await rolldown({
      input,
      platform: 'browser',
      plugins,
      // Modules that say where a server would run them.
      onLog: (level, log, tell) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && tell(level, log),
    });
    const { output } = await bundle.generate({ format: 'es', codeSplitting: false });
    await bundle.close();
    return { code: `export default ${JSON.stringify(output[0].code)};`, moduleType: 'js' };
  },
});
