import type { Browser } from 'playwright-core';

export function findChromium(): string | undefined;
export const NO_CHROMIUM: string;
export function launchBrowser(more?: readonly string[]): Promise<Browser>;
