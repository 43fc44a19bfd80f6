import type { Imports, Module, ModuleRequest, Resolution } from '../core/index.ts';
import type { Modules, Stamp } from './modules.ts';
import { uriKey } from './uris.ts';

/** What an answer rests on: it holds as long as all of this is so. */
export interface Rests {
  /** By key, with the spelling of the URI; the file itself is among them. Also those that were not at hand. */
  readonly modules: ReadonlyMap<string, { readonly uri: string; readonly stamp: Stamp }>;
  readonly imports: ReadonlyMap<string, { readonly request: ModuleRequest; readonly led: string }>;
}

/** One look at a file and at those that it imports, with a record of what was looked at. */
export interface Look {
  readonly rests: Rests;
  /** The modules that were at hand, by URI. */
  readonly used: ReadonlyMap<string, Module>;
  /** For the core, with the file's own module. `last`: nothing more will be brought. */
  follow(own: Module, last: boolean): Imports;
}

/** How often an answer asks for further modules, and how many it is given. */
export const MOST_ROUNDS = 16;
export const MOST_MODULES = 64;

export function lookAt(modules: Modules, uri: string): Look {
  const key = uriKey(uri);
  const stamps = new Map([[key, { uri, stamp: modules.stamp(uri) }]]);
  const imports = new Map<string, { request: ModuleRequest; led: string }>();
  const used = new Map<string, Module>();
  return {
    rests: { modules: stamps, imports },
    used,
    follow(own, last) {
      used.set(uri, own);
      return {
        module(wanted) {
          const known = uriKey(wanted) === key ? own : used.get(wanted);
          if (known) return known;
          stamps.set(uriKey(wanted), { uri: wanted, stamp: modules.stamp(wanted) });
          const found = used.size < MOST_MODULES ? modules.get(wanted) : undefined;
          if (found) used.set(wanted, found);
          return found;
        },
        resolve(request) {
          const resolution = modules.resolution(request);
          imports.set(`${request.from}\n${request.specifier}`, { request, led: ledTo(resolution) });
          return last && resolution.kind === 'wanted' ? { kind: 'outside' } : resolution;
        },
      };
    },
  };
}

/** The epoch of the modules for which it was last found to hold. */
const heldIn = new WeakMap<Rests, number>();

/** To be called with the epoch of the moment of the look, when the answer is whole. */
export function noteHeld(rests: Rests, epoch: number): void {
  heldIn.set(rests, epoch);
}

/** Whether everything is as it was. Imports are followed again only where files came or went. */
export async function holds(modules: Modules, rests: Rests): Promise<boolean> {
  for (const { uri, stamp } of rests.modules.values()) if (modules.stamp(uri) !== stamp) return false;
  const epoch = modules.epoch();
  if (heldIn.get(rests) === epoch) return true;
  for (const { request, led } of rests.imports.values()) {
    await modules.resolve(request);
    if (ledTo(modules.resolution(request)) !== led) return false;
  }
  if (modules.epoch() !== epoch) return false;
  heldIn.set(rests, epoch);
  return true;
}

function ledTo(resolution: Resolution): string {
  return resolution.kind === 'file' ? resolution.uri : `:${resolution.kind}`;
}
