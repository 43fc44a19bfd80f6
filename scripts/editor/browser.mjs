import fs from 'node:fs';
import { chromium } from 'playwright-core';
import { CHROMIUM_PATHS } from './versions.mjs';

/** Where a Chromium is, or undefined. */
export function findChromium() {
  return process.env.CHROMIUM_PATH ?? CHROMIUM_PATHS.find((file) => fs.existsSync(file));
}

export const NO_CHROMIUM =
  'There is no Chromium. Install one (Debian: apt-get install -y chromium), or name it in CHROMIUM_PATH.';

/** With further switches of the command line. */
export function launchBrowser(more = []) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(NO_CHROMIUM);
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}
