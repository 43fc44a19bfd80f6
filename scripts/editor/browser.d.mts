import type { Browser, BrowserContext } from 'playwright-core';

export function findChromium(): string | undefined;
export const NO_CHROMIUM: string;
export function launchBrowser(more?: readonly string[]): Promise<Browser>;
export function launchProfile(
  folder: string,
  preferences: Readonly<Record<string, unknown>>,
  more?: readonly string[],
): Promise<BrowserContext>;
