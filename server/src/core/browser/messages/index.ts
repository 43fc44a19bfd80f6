/** What the developer sees in the browser's console. Script itself never learns the reason. */
import type { BrowserRequest, Decision, Engine } from '../types.ts';
import { chromiumMessage } from './chromium.ts';
import { firefoxMessage } from './firefox.ts';
import { webkitMessage } from './webkit.ts';

/** The text that the engine prints about a decision, `undefined` where it prints none or none is known. */
export function consoleMessage(
  decision: Decision,
  request: BrowserRequest,
  engine: Engine,
): string | undefined {
  switch (engine) {
    case 'fetch':
      return undefined;
    case 'chromium':
      return chromiumMessage(decision, request);
    case 'firefox':
      return firefoxMessage(decision);
    case 'webkit':
      return webkitMessage(decision, request);
  }
}
