import type { Entry } from '../../evaluate/value.ts';
import type { Policy } from '../../policy/policy.ts';

/** The headers that the author adds to every response. */
export function addedHeaders(options: Policy['options']): readonly Entry[] {
  const value = options.get('headers')?.value;
  return value?.kind === 'record' ? value.entries : [];
}

export function isCredentials({ key }: Entry): boolean {
  return key.toLowerCase() === 'access-control-allow-credentials';
}
