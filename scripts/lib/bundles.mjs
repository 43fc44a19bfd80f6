import { resolve } from 'node:path';

/** What Node and the desktop editor run: CommonJS, whose loader starts 15 ms sooner than that of ES modules. */
export const forNode = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // `module` first: jsonc-parser's other build calls `require` in a way that cannot be bundled.
  mainFields: ['module', 'main'],
  supported: { 'dynamic-import': false },
};
const forBrowsers = { platform: 'browser', target: 'es2022', mainFields: ['browser', 'module', 'main'] };

/** No file of the core or the hosts does anything by being imported: what is not used is left out, with what it imports. */
const unusedLeftOut = {
  name: 'unused-left-out',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, resolveDir, kind }) =>
      kind === 'import-statement' ? { path: resolve(resolveDir, path), sideEffects: false } : undefined,
    );
  },
};

/** Loaded when it is needed, from the file beside it. */
const analysisLater = {
  name: 'analysis-later',
  setup({ onResolve }) {
    onResolve({ filter: /\/analysis\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './cliAnalysis.js', external: true } : undefined,
    );
  },
};

/** Each with options of esbuild; `outfile` lies in the folder of all. */
export const bundles = [
  {
    entryPoints: ['server/src/cli.ts'],
    outfile: 'cli.js',
    ...forNode,
    banner: { js: '#!/usr/bin/env node' },
    plugins: [analysisLater, unusedLeftOut],
  },
  { entryPoints: ['server/src/cli/analysis.ts'], outfile: 'cliAnalysis.js', ...forNode },
  { entryPoints: ['server/src/cliSearch.ts'], outfile: 'cliSearch.js', ...forNode, plugins: [unusedLeftOut] },
  { entryPoints: ['server/src/api/browser.ts'], outfile: 'browser.mjs', ...forBrowsers, format: 'esm' },
  { entryPoints: ['client/src/node.ts'], outfile: 'client.js', ...forNode, external: ['vscode'] },
  {
    entryPoints: ['client/src/web.ts'],
    outfile: 'clientWeb.js',
    ...forBrowsers,
    format: 'cjs',
    external: ['vscode'],
  },
];

/** The server's programs, which `server-bundles.mjs` makes. */
export const SERVER = { node: 'server.js', later: 'serverAnalysis.js', worker: 'serverWorker.js' };

/** Every program, by the name of its file. */
export const PROGRAMS = [...bundles.map(({ outfile }) => outfile), ...Object.values(SERVER)];
