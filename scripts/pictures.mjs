#!/usr/bin/env node
/**
 * `npm run pictures`: the pictures of the README, made by a real VS Code with the packed extension on `examples/`. They are
 * of the parts of the window that matter, and of a size that fits beside text.
 */
import fs from 'node:fs';
import path from 'node:path';
import { startWorkspace, Workbench } from '../test/editor/workbench.mjs';
import { launchBrowser } from './editor/browser.mjs';
import { installEditor } from './editor/install.mjs';
import { ROOT } from './lib/paths.mjs';
import { ensureInstalled, ensurePackaged } from './lib/run.mjs';

const MAIN = 'fastapi/main.py';

await ensureInstalled();
const vsix = await ensurePackaged();
const browser = await launchBrowser();
const server = await startWorkspace({
  install: installEditor('new'),
  vsix,
  workspace: path.join(ROOT, 'examples'),
  settings: {
    'workbench.colorTheme': 'Default Dark Modern',
    'window.commandCenter': false,
    'breadcrumbs.enabled': false,
    'editor.fontSize': 14,
    'editor.hover.delay': 100,
    'workbench.layoutControl.enabled': false,
    'workbench.activityBar.location': 'hidden',
    'window.menuBarVisibility': 'hidden',
  },
});

const window = await Workbench.open(browser, server, {
  pictures: 'readme',
  size: { width: 1000, height: 620 },
});
const { page } = window;

/** A part of the window. The mouse leaves it before, unless it is what shows something. */
async function take(name, clip, { leave = true } = {}) {
  if (leave) await page.mouse.move(998, 300);
  // What fades in is dim at first; what never ends, such as a bar of progress, is not waited for.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  await page.screenshot({ path: path.join(ROOT, 'images', `${name}.png`), clip });
  console.log(
    `images/${name}.png: ${Math.round(fs.statSync(path.join(ROOT, 'images', `${name}.png`)).size / 1024)} KB`,
  );
}

try {
  await window.openFile(MAIN);
  await window.squiggles('error').first().waitFor();
  await window.command('View: Toggle Primary Side Bar Visibility');
  await window.goToText(MAIN, '"*"');
  await window.lightBulb('Allow chosen origins');
  await take('light-bulb', { x: 0, y: 0, width: 1000, height: 470 });
  await page.keyboard.press('Escape');

  await window.goTo(1);
  await window.hover(window.squiggles('error').first());
  await take('squiggle', { x: 0, y: 0, width: 1000, height: 510 }, { leave: false });
  await page.keyboard.press('Escape');

  await window.goTo(11, 8);
  await window.hoverHere();
  await take('hover', { x: 0, y: 0, width: 1000, height: 510 }, { leave: false });
  await page.keyboard.press('Escape');

  await window.goToText(MAIN, '"*"');
  await window.fix('Allow chosen origins');
  const offer = (text) => window.quickRows.filter({ hasText: text }).first();
  await offer('https://app.example.com').click();
  await offer('http://localhost:5174').click();
  await take('choice', { x: 0, y: 0, width: 1000, height: 470 });
  await page.keyboard.press('Enter');
  await window.line('https://app.example.com').waitFor();
  await take('fixed', { x: 0, y: 0, width: 1000, height: 470 });
  await page.keyboard.press('Control+Z');
  await window.line('allow_origins=["*"]').waitFor();

  await window.command('CORS Lens: Check Workspace');
  await window.toast('findings in').getByText('Show Problems').click();
  await window.problems();
  await window.command('View: Toggle Maximized Panel');
  await take('problems', { x: 0, y: 0, width: 1000, height: 440 });
} finally {
  await browser.close();
  await server.stop();
}
