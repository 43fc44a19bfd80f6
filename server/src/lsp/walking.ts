import type { Prefilter, WalkOptions } from '../host/host.ts';
import type { Session } from './session.ts';

/** Where each look at a file is a request to the editor, and perhaps to a network, only so many files are looked at. */
const MOST_REMOTE = 1000;

/** How a workspace folder is walked beside the answers to the client. `prefilter`: another one. */
export async function walkOptions(
  { settings }: Session,
  folder: string,
  prefilter?: Prefilter,
): Promise<WalkOptions> {
  const { exclude } = await settings.editor(folder);
  return {
    exclude,
    ...(folder.startsWith('file:') ? {} : { most: MOST_REMOTE }),
    ...(prefilter ? { prefilter } : {}),
  };
}
