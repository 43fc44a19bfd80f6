import fs from 'node:fs';
import path from 'node:path';
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
  return chromium.launch(launching(more));
}

/** With a profile of its own in a folder, and the preferences that it begins with. */
export function launchProfile(folder, preferences, more = []) {
  fs.mkdirSync(path.join(folder, 'Default'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  return chromium.launchPersistentContext(folder, launching(more));
}

function launching(more) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(NO_CHROMIUM);
  return {
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
  };
}
