import { writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * The server's two programs share all but their entries, and the package has a limit of size. A web worker of an editor
 * runs one classic script and can load no other file beside it, so what is shared stands in `serverWorker.js`, and Node's
 * `server.js` takes it from there:
 *
 *     serverWorker.js   everything shared, handed over in one global; in a worker, the worker's entry
 *     server.js         an ES module: imports serverWorker.js, then Node's entry
 *
 * @param {import('esbuild').BuildOptions} options what every bundle has
 * @param {string} out the folder
 */
export async function buildServer(options, out) {
  const { outputFiles, warnings } = await build({
    ...options,
    write: false,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
    // `vscode-languageserver` has one entry for each; nothing else of ours asks for either.
    conditions: ['node', 'browser'],
    sourcemap: false,
    entryPoints: { server: 'server/src/node.ts', serverWorker: 'server/src/web.ts' },
    entryNames: '[name]',
    chunkNames: SHARED,
    outdir: out,
    plugins: [nodeModules],
  });
  if (warnings.length > 0) throw new Error('the server was built with warnings');
  const text = (name) => {
    const found = outputFiles.filter(({ path }) => path === join(out, `${name}.js`));
    if (found.length !== 1) throw new Error(`the server was built without ${name}.js, or with two of them`);
    return found[0].text.replace(/^#!.*\n/, '');
  };
  if (outputFiles.length !== 3)
    throw new Error('the server was not built as two entries and what they share');

  const shared = text(SHARED);
  const exported = /export\s*\{([^{}]*)\}\s*;?\s*$/.exec(shared);
  if (!exported || /(?:^|[;}\s])import\s*(?:[\w{*]|["'])[^()]*?from\s*["']/.test(shared.slice(0, 2000)))
    throw new Error('what the server programs share must export at its end, and import nothing');
  const given = exported[1].split(',').map((one) => {
    const [local, name = local] = one.trim().split(/\s+as\s+/);
    return `${name}:${local}`;
  });
  const body = shared.slice(0, exported.index);
  const worker = taken(text('serverWorker'));
  writeFileSync(
    join(out, 'serverWorker.js'),
    `"use strict";(()=>{${body}\nglobalThis.${GLOBAL}={${given.join(',')}};})();if(typeof importScripts==="function"){(()=>{${worker}})()}\n`,
  );
  writeFileSync(
    join(out, 'server.js'),
    `#!/usr/bin/env node\nimport './serverWorker.js';\n${taken(text('server'))}`,
  );
}

const SHARED = 'serverShared';
const GLOBAL = 'corsLensShared';

/** With the imports of what is shared taken from the global. */
function taken(text) {
  let count = 0;
  const made = text.replace(
    new RegExp(`import\\s*\\{([^{}]*)\\}\\s*from\\s*"\\./${SHARED}\\.js"\\s*;?`),
    (_, names) => {
      count++;
      return `const {${names.replace(/([\w$]+)\s+as\s+([\w$]+)/g, '$1:$2')}}=globalThis.${GLOBAL};`;
    },
  );
  if (count !== 1 || made.includes(`./${SHARED}.js`))
    throw new Error('an entry of the server does not import what is shared in the one way that is known');
  return made;
}

/** CommonJS libraries ask for Node's modules by `require`, which an ES module does not have. */
const nodeModules = {
  name: 'node-modules',
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`^(?:node:)?(?:${builtinModules.join('|')})$`);
    onResolve({ filter }, ({ path, kind }) => {
      const name = path.startsWith('node:') ? path : `node:${path}`;
      return kind === 'require-call'
        ? { path: name, namespace: 'node-module' }
        : { path: name, external: true };
    });
    onLoad({ filter: /.*/, namespace: 'node-module' }, ({ path }) => ({
      contents: `export * from '${path}';`,
      loader: 'js',
    }));
  },
};
