import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { launchProfile } from '../../../scripts/editor/browser.mjs';

/** Somebody at a Chromium, whose pages all have the same cookies. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly version: string;
  leave(): Promise<void>;
}

/**
 * Whether a browser keeps cookies from requests to other sites is a choice of its user, and which one is made beforehand
 * differs between builds: Debian's keeps them back. So it is said.
 */
export async function visitor(cookies: 'sent to other sites' | 'kept from other sites'): Promise<Visitor> {
  const folder = mkdtempSync(join(tmpdir(), 'cors-lens-chromium-'));
  const profile = { cookie_controls_mode: cookies === 'sent to other sites' ? 0 : 1 };
  // Whether a website may ask this machine at all is another matter than CORS, and a question to the user.
  const switches = ['--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests'];
  const context = await launchProfile(folder, { profile }, switches);
  return {
    context,
    version: context.browser()?.version() ?? 'of an unknown version',
    async leave() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
