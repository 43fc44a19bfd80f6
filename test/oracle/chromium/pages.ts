import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { CredentialsMode, Header } from '../../../server/src/core/browser/index.ts';
import { COOKIES_PATH } from './front.ts';

/** What a page asks, and of whom. */
export interface Fetch {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: CredentialsMode;
  readonly body?: string;
}

/** What a page could read of it. */
export interface Readable {
  readonly allowed: boolean;
  readonly status?: number;
  readonly exposed?: readonly Header[];
}

/**
 * A page of this origin. Nothing is loaded from anywhere: its document is put in its place. `null` is the origin of a
 * sandboxed frame.
 */
export async function pageOf(context: BrowserContext, origin: string): Promise<Asker> {
  const page = await context.newPage();
  const home = origin === 'null' ? 'https://a.example' : origin;
  await page.route(`${home}/`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.goto(`${home}/`);
  // While anything is intercepted, Playwright answers preflights by itself.
  await page.unrouteAll();
  const frame = origin === 'null' ? await sandboxed(page) : page.mainFrame();
  const seen = await frame.evaluate('self.origin');
  if (seen !== origin) throw new Error(`a page of ${origin} has the origin ${String(seen)}`);
  return {
    close: () => page.close(),
    ask: (fetches) => frame.evaluate(askAll, fetches),
    getCookies: (hosts) =>
      frame.evaluate(
        visitAll,
        hosts.map((host) => `http://${host}${COOKIES_PATH}`),
      ),
  };
}

export interface Asker {
  ask(fetches: readonly Fetch[]): Promise<readonly Readable[]>;
  /** Lets these hosts set their cookies. */
  getCookies(hosts: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

async function sandboxed(page: Page): Promise<Frame> {
  await page.setContent('<!doctype html><iframe sandbox="allow-scripts" srcdoc="<!doctype html>"></iframe>');
  const handle = await page.waitForSelector('iframe');
  const frame = await handle.contentFrame();
  if (!frame) throw new Error('there is no frame');
  await frame.waitForLoadState();
  return frame;
}

/** Runs in the page. */
async function askAll(fetches: readonly Fetch[]): Promise<readonly Readable[]> {
  const results: Readable[] = [];
  let next = 0;
  async function worker(): Promise<void> {
    while (next < fetches.length) {
      const index = next++;
      const one = fetches[index];
      if (!one) return;
      const { url, ...init } = one;
      try {
        const response = await fetch(url, init as RequestInit);
        await response.text();
        results[index] = { allowed: true, status: response.status, exposed: [...response.headers] };
      } catch {
        results[index] = { allowed: false };
      }
    }
  }
  await Promise.all(Array.from({ length: 12 }, worker));
  return results;
}

/** Runs in the page. */
async function visitAll(urls: readonly string[]): Promise<void> {
  await Promise.all(urls.map((url) => fetch(url, { mode: 'no-cors', credentials: 'include' })));
}
