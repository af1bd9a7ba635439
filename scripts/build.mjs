import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { minify } from 'terser';
import { changedHomes, digestOfSources, HOMES, SERVICE, stamp } from './build-stamp.mjs';
import { compressFolder } from './compress-folder.mjs';
import { importSource, writeNodeBundle } from './node-bundle.mjs';
import { OWN_GLOBALS, ownGlobals } from './own-globals.mjs';
import { OWN_NAMES } from './own-names.mjs';
import { clearLeftovers, folderBeside, replaceFolder } from './replace-folder.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sdk = join(root, 'packages/sdk');
const desk = join(root, 'apps/desk');

/** Tables whose every use is written out as its number or text: what a customer's page loads has a budget. */
const TABLES = {
  'packages/protocol/src/codec/ops.ts': ['Op', 'StateFlag', 'PointerOp'],
  'packages/protocol/src/limits.ts': ['LIMITS'],
  'packages/protocol/src/frame/header.ts': ['FrameFlag', 'FrameKind', 'DrawingFlag', 'SeatFlag'],
  'packages/protocol/src/close-codes.ts': ['CloseCode'],
  'packages/protocol/src/paths.ts': ['PATHS'],
  'packages/customer/src/capture/kinds.ts': ['Kind'],
};

async function readTables() {
  const tables = {};
  for (const [file, names] of Object.entries(TABLES)) {
    const module = await importSource(file);
    for (const name of names) tables[name] = module[name];
  }
  return tables;
}

const tables = await readTables();
const USE = new RegExp(`(?<![.\\w])(${Object.keys(tables).join('|')})\\.(\\w+)\\b`, 'g');
const writeNumbers = {
  name: 'write-numbers',
  transform: {
    order: 'pre',
    handler(code, id) {
      if (!id.endsWith('.ts')) return undefined;
      const written = code.replace(USE, (use, table, name) => {
        const value = tables[table][name];
        return typeof value === 'number' || typeof value === 'string' ? JSON.stringify(value) : use;
      });
      return written === code ? undefined : { code: written, moduleType: 'ts' };
    },
  },
};

/** Line ends inside long texts, which nothing needs: between names a blank does, between rules of a style sheet nothing. */
const shortenTexts = {
  name: 'shorten-texts',
  transform(code, id) {
    if (/[\\/]safe[\\/](?:(?:rare-)?lists|words)\.ts$/.test(id)) return code.replace(/`[^`]*`/g, (text) => text.replaceAll('\n', ' '));
    if (/[\\/]ui[\\/]sheet\.ts$/.test(id)) return code.replace(/([;{},])\n(?=[@*:.[a-z])/g, '$1');
    return undefined;
  },
};

/** What a chunk takes from its loader (`packages/sdk/src/web/shared.ts`), by the file it would otherwise bring along. */
const SHARED = {
  'packages/customer/src/methods.ts': ['CUSTOMER_METHODS'],
  'packages/customer/src/ui/language.ts': ['languageOf'],
  'packages/link/src/call/emitter.ts': ['createEmitter'],
  'packages/link/src/call/fault.ts': ['faultError', 'quietly'],
  'packages/link/src/call/find-callback.ts': ['findCallback'],
  'packages/link/src/call/native-promise.ts': ['NativePromise'],
  'packages/link/src/call/own.ts': ['own'],
  'packages/link/src/call/result.ts': ['failure', 'success'],
  'packages/link/src/call/say.ts': ['complain', 'unheard', 'warn'],
  'packages/link/src/call/settle.ts': ['settle'],
  'packages/link/src/net/original.ts': ['original'],
  // A document takes one Trusted Types policy of a name: the loader's.
  'packages/agent/src/render/trusted-html.ts': ['trustedHtml'],
  'packages/protocol/src/errors/loader-rows.ts': ['FAULT_ROW', 'NETWORK_ROW'],
  'packages/protocol/src/errors/sightline-error.ts': ['errorObject', 'SightlineError'],
};
/** What chunks after core take from core (`packages/customer/src/core-shared.ts`). */
const SHARED_BY_CORE = {
  'packages/customer/src/privacy/address.ts': ['publicAddress'],
  'packages/customer/src/session/attention.ts': ['attended'],
  'packages/customer/src/session/context.ts': ['emit', 'loadLive'],
  'packages/customer/src/session/enter.ts': ['enter', 'tellOpening'],
  'packages/customer/src/session/finish.ts': ['finish', 'tellFault'],
  'packages/customer/src/session/framed.ts': ['isPart'],
  'packages/customer/src/session/live-events.ts': ['catchUp'],
  'packages/customer/src/session/start.ts': ['prepareLive'],
  'packages/customer/src/tabs/known.ts': ['away', 'forget', 'knownFrom', 'newestKey'],
  'packages/customer/src/tabs/quiet.ts': ['quieten'],
  'packages/customer/src/tabs/with-live.ts': ['withLive'],
  'packages/link/src/call/cancellable.ts': ['cancellable'],
  'packages/link/src/net/listen.ts': ['listen'],
  'packages/link/src/net/timers.ts': ['takeTimers'],
  'packages/link/src/net/to-json.ts': ['toJson'],
  'packages/protocol/src/errors/make-error.ts': ['errorFromWire', 'makeError'],
};
/** Under which number it is handed over: names would be in every script. */
const NUMBERS = new Map([SHARED, SHARED_BY_CORE].flatMap((shared) => Object.values(shared).flat()).map((name, at) => [name, at]));
// The loader makes it with its policy, and hands it over by name.
NUMBERS.delete('trustedHtml');
const numberOf = (name) => {
  const number = NUMBERS.get(name);
  if (number === undefined) throw new Error(`scripts/build.mjs does not say by which file ${name} is shared`);
  return number;
};
const numberShared = {
  name: 'number-shared',
  transform: (code, id) =>
    /[\\/](?:core-)?shared\.ts$/.test(id)
      ? code.replace(/(?<=export const [^]*)^ {2}(\w+),$/gm, (_, name) => `  ${numberOf(name)}: ${name},`)
      : undefined,
};
const GIVEN = 'sightline:given';
const taking = (shared) => ({
  name: 'take-shared',
  resolveId: (id) => (id === GIVEN ? id : undefined),
  load(id) {
    if (id === GIVEN) return 'export const given = document.currentScript?.shared ?? {};';
    const names = shared[relative(root, id)];
    const taken = names?.map((name) => (name === 'trustedHtml' ? name : `${numberOf(name)}: ${name}`));
    return taken && `import { given } from '${GIVEN}'; export const { ${taken.join(', ')} } = given;`;
  },
});
const takeShared = taking(SHARED);
const takeAll = taking({ ...SHARED, ...SHARED_BY_CORE });

/** A live chunk brings the texts of one language: any other reads as that one. */
const LANGUAGES = ['en', 'de'];
const speakOnly = (language) => ({
  name: `speak-${language}`,
  load(id) {
    if (!/[\\/]ui[\\/]strings\.ts$/.test(id)) return undefined;
    return `import { ${language} } from './strings-${language}.js'; export const stringsFor = () => ${language};`;
  },
});

/** What only some pages need, a chunk each (`packages/customer/src/parts`). */
const PARTS = [
  'again',
  'agents',
  'ask',
  'assist',
  'autopause',
  'back',
  'boxes',
  'canvases',
  'dots',
  'draw',
  'edit',
  'embed',
  'failures',
  'help',
  'host',
  'layers',
  'mistakes',
  'mouse',
  'names',
  'offer',
  'place',
  'preview',
  'shorthands',
  'sketch',
  'states',
  'supply',
  'texts',
  'deep',
];

/** What a part exports by name: a module's namespace is made with what the page calls `Object` and `Symbol`. */
const nameExports = {
  name: 'name-exports',
  async transform(code, id) {
    const part = /[\\/]sdk[\\/]src[\\/]web[\\/]part-(\w+)\.ts$/.exec(id)?.[1];
    if (!part || !code.includes('import * as')) return undefined;
    const source = await readFile(join(root, `packages/customer/src/parts/${part}.ts`), 'utf8');
    const names = [...source.matchAll(/^export \{ ([^}]+) \}/gm)].map((found) => found[1]).join(', ');
    return `import { handOver } from './hand-over.js'; import { ${names} } from '@sightline/customer/parts/${part}'; handOver({ ${names} });`;
  },
};

const options = ({ input, define = {}, inject = {}, plugins = [], own = 'own' }) => ({
  input,
  cwd: root,
  platform: 'browser',
  transform: { target: 'es2022', define, inject },
  treeshake: { moduleSideEffects: false },
  plugins: [...plugins, ownGlobals(own), nameExports, numberShared, shortenTexts, writeNumbers],
  onwarn: (warning) => {
    throw new Error(`${input}: ${warning.message}`);
  },
});

const digestOf = (code) => createHash('sha256').update(code).digest('hex').slice(0, 10);

/** A page may have broken the language before the script came: that is no exception of the page's. */
const guest = (code) => `try{${code.trimEnd()}}catch(e){console.error(e)}`;

async function bundleText(input, output, { minify: how = true, ...more } = {}) {
  const bundle = await rolldown(options({ input, ...more }));
  const { output: chunks } = await bundle.generate({ minify: how, codeSplitting: false, ...output });
  await bundle.close();
  return chunks[0].code.replaceAll('/* @__PURE__ */', ' ');
}

/** Shortens our own property names, alike in all scripts that are given the same `nameCache`. */
async function shorten(code, nameCache) {
  const properties = { regex: new RegExp(`^(?:${OWN_NAMES.join('|')})$`), keep_quoted: true };
  const compress = { passes: 4, ecma: 2022, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false, lhs_constants: false };
  const shortened = await minify(code, { ecma: 2022, compress, mangle: { toplevel: true, properties }, nameCache });
  return shortened.code ?? '';
}

/** Scripts a page loads from the service: loader, its two chunks and the agent SDK. `manifest.json` names them. */
async function buildWeb(dist) {
  await mkdir(dist, { recursive: true });
  const manifest = {};
  const names = {};
  // Names are shortened once, at the end: what was shortened before compresses less.
  const minified = { minify: { compress: true, mangle: false }, inject: OWN_GLOBALS };
  const customerScript = async (entry, more) =>
    guest(await shorten(await bundleText(join(sdk, `src/web/${entry}.ts`), { format: 'iife' }, { ...minified, ...more }), names));
  const script = async (entry, name, more = {}) => {
    const code = await customerScript(entry, more);
    const file = more.plugins ? `${name}-${digestOf(code)}.js` : `${name}.js`;
    await writeFile(join(dist, file), code);
    manifest[name] = file;
    return file;
  };
  const live = {};
  for (const language of LANGUAGES) live[language] = await script('live', `live-${language}`, { plugins: [takeAll, speakOnly(language)] });
  const core = await script('core', 'core', { plugins: [takeShared] });
  // One digest for all, which the loader puts behind the name it wants.
  const parts = [];
  for (const part of PARTS) parts.push({ name: `part-${part}`, code: await customerScript(`part-${part}`, { plugins: [takeAll] }) });
  const digest = digestOf(parts.map(({ code }) => code).join('\n'));
  for (const { name, code } of parts) {
    manifest[name] = `${name}-${digest}.js`;
    await writeFile(join(dist, manifest[name]), code);
  }
  await script('customer', 'customer', {
    define: {
      __CORE_FILE__: JSON.stringify(core),
      __LIVE_FILES__: JSON.stringify(live),
      __PARTS_DIGEST__: JSON.stringify(digest),
    },
  });
  manifest.agent = 'agent.js';
  await writeFile(join(dist, manifest.agent), await bundleText(join(sdk, 'src/web/agent.ts'), { format: 'iife' }));
  await writeFile(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await compressFolder(dist);
}

/** A server imports it, too. */
const OF_NPM = { inject: OWN_GLOBALS, own: 'own-anywhere' };

/** The npm package: ES modules with their chunks, one UMD file each, and types with the internal packages inlined. */
async function buildNpm(dist) {
  const entries = Object.fromEntries(['customer', 'agent', 'webhooks'].map((name) => [name, join(sdk, `src/${name}.ts`)]));
  const esm = await rolldown(options({ input: entries, ...OF_NPM }));
  await esm.write({ dir: dist, format: 'esm', minify: true, chunkFileNames: 'chunk-[name]-[hash].js' });
  await esm.close();
  for (const [name, global] of [
    ['customer', 'ZoomCobrowseSDK'],
    ['agent', 'ZoomCobrowseAgentSDK'],
  ]) {
    const code = await bundleText(join(sdk, `src/${name}-umd.ts`), { format: 'umd', name: global, exports: 'default' }, OF_NPM);
    await writeFile(join(dist, `${name}-umd.cjs`), code);
  }
  const types = await rolldown({ input: entries, cwd: root, plugins: [dts({ oxc: true, emitDtsOnly: true })] });
  await types.write({ dir: dist, format: 'esm', chunkFileNames: 'types-[name].d.ts' });
  await types.close();
}

async function buildDesk(dist) {
  await writeFile(join(dist, 'desk.js'), await bundleText(join(desk, 'src/desk.ts'), { format: 'iife' }));
  await copyFile(join(desk, 'src/desk.css'), join(dist, 'desk.css'));
  await copyFile(join(desk, 'src/desk.html'), join(dist, 'desk.html'));
  await compressFolder(dist);
}

/** The check command: one file for Node, and the script it puts into pages. */
async function buildCheck(dist) {
  const command = await rolldown({
    ...options({ input: join(root, 'packages/check/src/main.ts') }),
    platform: 'node',
    external: ['playwright-core', /^node:/],
  });
  await command.write({ file: join(dist, 'check.mjs'), format: 'esm', codeSplitting: false });
  await command.close();
  await writeFile(join(dist, 'page.js'), await bundleText(join(root, 'packages/check/src/page/page.ts'), { format: 'iife' }));
}

/** How each workspace's `dist` is made. */
const BUILDS = {
  'packages/sdk': async (dist) => {
    await buildWeb(join(dist, 'web'));
    await buildNpm(join(dist, 'npm'));
  },
  'apps/desk': buildDesk,
  'packages/check': buildCheck,
  'packages/server': (dist) => writeNodeBundle('packages/server/src/main.ts', relative(root, join(dist, basename(SERVICE)))),
  'packages/cli': (dist) => writeNodeBundle('packages/cli/src/main.ts', relative(root, join(dist, 'sightline.mjs'))),
};

/**
 * Builds everything the service hands out, the service itself and the npm package, in about ten seconds. Each `dist` is made
 * beside the old one and takes its place when it is whole: what runs or reads there meanwhile is not disturbed.
 */
export async function build(homes = HOMES) {
  const made = [];
  try {
    for (const home of homes) {
      await clearLeftovers(join(root, home));
      const dist = folderBeside(join(root, home));
      made.push({ home, dist });
      await mkdir(dist, { recursive: true });
      // Before they are read: what changes meanwhile is built by the next one.
      const sources = digestOfSources(home);
      await BUILDS[home](dist);
      stamp(dist, sources);
    }
    for (const { home, dist } of made) await replaceFolder(join(root, home, 'dist'), dist);
  } finally {
    for (const { dist } of made) await rm(dist, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = Date.now();
  const homes = process.argv.includes('--changed') ? changedHomes() : HOMES;
  await build(homes);
  console.log(`built ${homes.join(', ') || 'nothing'} in ${Date.now() - started} ms`);
}
