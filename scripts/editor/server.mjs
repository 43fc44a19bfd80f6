import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

/** What a test, or a person who only wants a look, does not need: advertising, tours, updates, telemetry. */
export const CALM = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'git.openRepositoryInParentFolders': 'never',
};

/** No marketplace: no request leaves the machine. */
const NO_GALLERY = '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}';

export function freePort(wished = 0) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (error) => (wished === 0 ? reject(error) : resolve(freePort())));
    probe.listen(wished, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Starts a VS Code server from `installEditor` with its data in `folder`, and one packed extension in it. The server is a
 * process group of its own, ended by `stop` and with this process.
 */
export async function startEditorServer({
  install,
  folder,
  vsix,
  settings = {},
  env = {},
  args = [],
  port = 0,
  trusted = true,
}) {
  const inside = (name) => {
    const made = path.join(folder, name);
    fs.mkdirSync(made, { recursive: true });
    return made;
  };
  const data = inside('data');
  inside('data/User');
  const settingsFile = path.join(data, 'User/settings.json');
  if (!fs.existsSync(settingsFile)) fs.writeFileSync(settingsFile, JSON.stringify(settings, null, 2));

  const ownNode = path.join(install, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  const node = fs.existsSync(ownNode) ? ownNode : process.execPath;
  const main = path.join(install, 'vscode/out/server-main.js');
  const tmp = inside('tmp');
  const environment = {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    TMPDIR: tmp,
    XDG_RUNTIME_DIR: tmp,
    HOME: inside('home'),
    EXTENSIONS_GALLERY: NO_GALLERY,
    ...env,
  };
  const common = [
    main,
    '--accept-server-license-terms',
    '--disable-telemetry',
    ...[
      '--user-data-dir',
      data,
      '--extensions-dir',
      inside('extensions'),
      '--server-data-dir',
      inside('server'),
    ],
  ];
  if (vsix) {
    execFileSync(node, [...common, '--install-extension', vsix, '--force'], {
      env: environment,
      stdio: 'pipe',
    });
  }
  const chosen = await freePort(port);
  const log = path.join(folder, 'server.log');
  const output = fs.openSync(log, 'w');
  const child = spawn(
    node,
    [
      ...common,
      ...['--without-connection-token', '--host', '127.0.0.1', '--port', String(chosen)],
      ...(trusted ? ['--disable-workspace-trust'] : []),
      ...args,
    ],
    { env: environment, stdio: ['ignore', output, output], detached: true },
  );
  fs.closeSync(output);
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // It has ended.
    }
  };
  const end = () => signal('SIGTERM');
  process.once('exit', end);
  const url = `http://127.0.0.1:${chosen}`;
  await answered(`${url}/version`, child, log).catch((error) => {
    end();
    throw error;
  });
  return {
    url,
    log,
    data,
    child,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null) {
        end();
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
      }
      signal('SIGKILL');
      process.off('exit', end);
    },
  };
}

async function answered(url, child, log) {
  for (let tries = 0; tries < 300; tries++) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not up yet.
    }
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The VS Code server did not start:\n${fs.readFileSync(log, 'utf8')}`);
}
