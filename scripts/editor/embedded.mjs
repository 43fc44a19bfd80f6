import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { CACHE } from '../lib/paths.mjs';
import { ensurePackaged } from '../lib/run.mjs';
import { installEditor } from './install.mjs';
import { CALM, startEditorServer } from './server.mjs';

const PORT = 8123;

/** Opens a folder, or one file, in the VS Code of `.cache/`, and stays until Ctrl+C. */
export async function openEmbedded(target) {
  const install = installEditor('new');
  const vsix = await ensurePackaged();
  const isFolder = fs.statSync(target).isDirectory();
  const server = await startEditorServer({
    install,
    folder: path.join(CACHE, 'start'),
    vsix,
    settings: { ...CALM, 'workbench.colorTheme': 'Default Dark Modern' },
    port: PORT,
  });
  const folder = isFolder ? target : path.dirname(target);
  const file = isFolder
    ? ''
    : `&payload=${encodeURIComponent(JSON.stringify([['openFile', `vscode-remote://${new URL(server.url).host}${target}`]]))}`;
  const address = `${server.url}/?folder=${encodeURIComponent(folder)}${file}`;
  console.log(`\nVS Code with CORS Lens runs on ${folder}:\n\n    ${address}\n\nCtrl+C ends it.`);
  openInBrowser(address);
  const leave = async () => {
    await server.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, leave);
  await new Promise((resolve) => server.child.once('exit', resolve));
  console.error(`The VS Code server has ended. Its log: ${path.relative(process.cwd(), server.log)}`);
  process.exitCode = 1;
}

/** Where there is a screen. Failing to is no harm: the address is printed. */
function openInBrowser(address) {
  if (process.platform === 'darwin') spawn('open', [address], { stdio: 'ignore' });
  else if (process.platform === 'win32') spawn('cmd', ['/c', 'start', '""', address], { stdio: 'ignore' });
  else if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) {
    if (spawnSync('which', ['xdg-open'], { stdio: 'ignore' }).status === 0)
      spawn('xdg-open', [address], { stdio: 'ignore' });
  }
}
