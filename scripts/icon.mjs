#!/usr/bin/env node
/** Renders `images/icon.svg` to the `images/icon.png` that the Marketplace needs: 256 × 256, transparent around it. */
import fs from 'node:fs';
import path from 'node:path';
import { launchBrowser } from './editor/browser.mjs';
import { ROOT } from './lib/paths.mjs';

const svg = fs.readFileSync(path.join(ROOT, 'images/icon.svg'), 'utf8');
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
  await page.setContent(`<style>html,body{margin:0;background:transparent}svg{display:block}</style>${svg}`);
  await page.screenshot({ path: path.join(ROOT, 'images/icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
