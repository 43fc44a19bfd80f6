import { writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';
import { forNode, SERVER } from './bundles.mjs';

/**
 * The server's two programs share nearly all of their code, and the package has a limit of size. A web worker of an editor
 * runs one classic script and can load no other file beside it, so everything shared stands in `serverWorker.js`, and Node's
 * program takes it from there, but only after it has answered the client's first message:
 *
 *     serverWorker.js     every shared part, each handed over in one global; in a worker, the worker's entry
 *     server.js           the parts that answer `initialize`, and Node's entry
 *     serverAnalysis.js   what Node's entry loads later: it loads serverWorker.js, which leaves out what is there already
 *
 * The parts are ES modules, since esbuild splits nothing else; what is written is a classic script and two CommonJS files.
 *
 * @param {import('esbuild').BuildOptions} options what every bundle has
 * @param {string} out the folder
 */
export async function buildServer(options, out) {
  const result = await build({
    ...options,
    write: false,
    metafile: true,
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
    chunkNames: '[name]-[hash]',
    outdir: out,
    plugins: [nodeModules],
  });
  if (result.warnings.length > 0) throw new Error('the server was built with warnings');
  const parts = partsOf(result);
  const [node, worker, later] = ['server/src/node.ts', 'server/src/web.ts', 'server/src/nodeAnalysis.ts'].map(
    (entry) => {
      const found = parts.find((part) => part.entry === entry);
      if (!found) throw new Error(`the server was built without ${entry}`);
      return found;
    },
  );
  const shared = (entry) => sharedBy(entry, parts).map(handedOver).join('');
  writeFileSync(
    join(out, SERVER.worker),
    `"use strict";${shared(worker)}if(typeof importScripts==="function"){(()=>{${taken(worker)}})()}\n`,
  );
  const entry = taken(node).replace(`./${later.name}`, `./${SERVER.later}`);
  if (!entry.includes(`import("./${SERVER.later}")`))
    throw new Error("Node's entry does not import the analysis in the one way that is known");
  const { minify } = options;
  writeFileSync(
    join(out, SERVER.node),
    `#!/usr/bin/env node\n${await commonJs(`${shared(node)}${entry}`, minify)}`,
  );
  const isShared = new Set(sharedBy(worker, parts));
  if (!sharedBy(later, parts).every((part) => isShared.has(part)))
    throw new Error("Node's analysis rests on a part that the worker does not have");
  writeFileSync(
    join(out, SERVER.later),
    await commonJs(`import './${SERVER.worker}';\n${taken(later)}`, minify),
  );
}

/** `import()` stays: it lets the answer to `initialize` go out before the analysis is read, which `require` would not. */
async function commonJs(text, minify) {
  const { platform, target, format } = forNode;
  const { code, warnings } = await transform(text, { platform, target, format, minify });
  if (warnings.length > 0) throw new Error('the server was made CommonJS with warnings');
  return code;
}

const GLOBAL = 'globalThis.corsLensShared';

/** What esbuild has made, with the names of the parts that each imports from the start. */
function partsOf({ outputFiles, metafile }) {
  return Object.entries(metafile.outputs).map(([path, { entryPoint, imports }]) => {
    const name = basename(path);
    const file = outputFiles.find((one) => basename(one.path) === name);
    if (!file) throw new Error(`there is no text of ${name}`);
    return {
      name,
      text: file.text.replace(/^#!.*\n/, ''),
      entry: entryPoint,
      uses: imports
        .filter(({ kind, external }) => kind === 'import-statement' && !external)
        .map((one) => basename(one.path)),
    };
  });
}

/** The parts that an entry rests on, each after what it uses itself. */
function sharedBy(entry, parts, found = [], open = []) {
  for (const name of entry.uses) {
    const part = parts.find((one) => one.name === name);
    if (!part || open.includes(name))
      throw new Error(`the parts of the server go round in a circle: ${name}`);
    if (found.includes(part)) continue;
    sharedBy(part, parts, found, [...open, name]);
    found.push(part);
  }
  return found;
}

/** A shared part as an expression statement that keeps what it exports, once. */
function handedOver(part) {
  const body = taken(part);
  const exported = /export\s*\{([^{}]*)\}\s*;?\s*$/.exec(body);
  if (!exported || /(?:^|[;}\s])import\s*(?:[\w{*]|["'])[^()]*?from\s*["']/.test(body.slice(0, 2000)))
    throw new Error('what the server programs share must export at its end, and import nothing else');
  const given = exported[1].split(',').map((one) => {
    const [local, name = local] = one.trim().split(/\s+as\s+/);
    return `${name}:${local}`;
  });
  return `(${GLOBAL}??={})[${JSON.stringify(part.name)}]??=(()=>{${body.slice(0, exported.index)}\nreturn{${given.join(',')}}})();\n`;
}

/** With the imports of shared parts taken from the global. */
function taken({ name, text, uses }) {
  let made = text;
  for (const used of uses) {
    const before = made;
    const from = `["']\\./${used.replace(/[.$]/g, '\\$&')}["']\\s*;?`;
    made = made
      .replace(new RegExp(`import\\s*\\{([^{}]*)\\}\\s*from\\s*${from}`), (_, names) => {
        const locals = names.replace(/([\w$]+)\s+as\s+([\w$]+)/g, '$1:$2');
        return `const {${locals}}=${GLOBAL}[${JSON.stringify(used)}];`;
      })
      .replace(new RegExp(`import\\s*${from}`), '');
    if (made === before) throw new Error(`${name} does not import ${used} in a way that is known`);
  }
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
