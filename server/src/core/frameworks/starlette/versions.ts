import type { ResolvedVersion } from '../../policy/policy.ts';
import { atLeast } from '../shared/versions.ts';

/**
 * Where a project names only FastAPI, its version bounds Starlette's: FastAPI's `Requires-Dist` at each release. The
 * newest Starlette that it accepts counts.
 */
const STARLETTE_OF_FASTAPI: readonly (readonly [fastapi: string, starlette: string])[] = [
  ['0.133.0', ''],
  ['0.128.3', '0.52.1'],
  ['0.69.0', '0.50.0'],
  ['0.57.0', '0.14.2'],
  ['0.51.0', '0.13.2'],
  ['0', '0.12.9'],
];

/** Whether the project's Starlette behaves like `boundary` or newer. */
export function starletteHas(version: ResolvedVersion, boundary: string): boolean {
  if (version.package !== 'fastapi') return atLeast(version, boundary);
  const row = STARLETTE_OF_FASTAPI.find(([fastapi]) => atLeast(version, fastapi));
  const starlette = row?.[1] ?? '';
  return (
    starlette === '' || atLeast({ package: 'starlette', version: starlette, from: version.from }, boundary)
  );
}
