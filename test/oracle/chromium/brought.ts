import type { Share } from './shares.ts';

/** Python libraries that a small run brings: pip takes a few seconds for each of them. */
const SOON_THERE: ReadonlySet<string> = new Set([
  'starlette',
  'flask-cors',
  'django-cors-headers',
  'aiohttp-cors',
  'falcon',
  'quart-cors',
  'python-engineio',
]);

/** Milliseconds for all of them together. */
const PATIENCE = 90_000;

export interface Brought {
  readonly plan: readonly Share[];
  /** What a small run leaves out, each with the reason. */
  readonly left: readonly { readonly share: Share; readonly reason: string }[];
}

/** Which servers a small run can ask: those that npm brings, Python libraries that are installed, and a few that pip brings. */
export async function broughtOf(shares: readonly Share[]): Promise<Brought> {
  const plan: Share[] = [];
  const left: { share: Share; reason: string }[] = [];
  const until = Date.now() + PATIENCE;
  for (const share of shares) {
    const reason = await missing(share, until);
    if (reason === undefined) plan.push(share);
    else left.push({ share, reason });
  }
  return { plan, left };
}

async function missing({ library, version }: Share, until: number): Promise<string | undefined> {
  if (library.isInstalled?.(version) !== false) return undefined;
  if (!library.bring || !SOON_THERE.has(library.id)) return 'not installed';
  try {
    await library.bring(version, until);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
