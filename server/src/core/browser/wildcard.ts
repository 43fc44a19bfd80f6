/** What `*` means, header by header (Fetch section 3.3.4 "CORS protocol and credentials"). */
import { byteLowercase } from './bytes.ts';
import type { Engine } from './types.ts';

export type WildcardMeaning =
  /** Matches everything. */
  | 'any'
  /** Matches every header but `Authorization`. */
  | 'any-but-authorization'
  /** Matches every header but `Set-Cookie` and `Set-Cookie2`. */
  | 'any-but-set-cookie'
  /** The ordinary name `*`, which matches only itself. */
  | 'literal'
  /** A wrong value like any other. */
  | 'invalid';

export interface WildcardRow {
  readonly header: string;
  readonly withoutCredentials: WildcardMeaning;
  readonly withCredentials: WildcardMeaning;
  /** Whether `*` also works as one element of a list, not only as the entire value. */
  readonly inList: boolean;
}

/** `*` is never part of a pattern: `x-*` is a header name and `https://*.example.com` is a wrong origin. */
export const wildcardTable: readonly WildcardRow[] = [
  {
    header: 'Access-Control-Allow-Origin',
    withoutCredentials: 'any',
    withCredentials: 'literal',
    inList: false,
  },
  {
    header: 'Access-Control-Allow-Methods',
    withoutCredentials: 'any',
    withCredentials: 'literal',
    inList: true,
  },
  {
    header: 'Access-Control-Allow-Headers',
    withoutCredentials: 'any-but-authorization',
    withCredentials: 'literal',
    inList: true,
  },
  {
    header: 'Access-Control-Expose-Headers',
    withoutCredentials: 'any-but-set-cookie',
    withCredentials: 'literal',
    inList: true,
  },
  { header: 'Timing-Allow-Origin', withoutCredentials: 'any', withCredentials: 'any', inList: true },
  {
    header: 'Access-Control-Allow-Credentials',
    withoutCredentials: 'invalid',
    withCredentials: 'invalid',
    inList: false,
  },
  {
    header: 'Access-Control-Max-Age',
    withoutCredentials: 'invalid',
    withCredentials: 'invalid',
    inList: false,
  },
];

/** `undefined` for a header in which `*` has no meaning of its own. `include` is the only mode with credentials. */
export function meaningOfWildcard(
  header: string,
  includeCredentials: boolean,
  engine: Engine = 'fetch',
): WildcardMeaning | undefined {
  const wanted = byteLowercase(header);
  const row = wildcardTable.find((candidate) => byteLowercase(candidate.header) === wanted);
  if (row === undefined) return undefined;
  const meaning = includeCredentials ? row.withCredentials : row.withoutCredentials;
  // No engine enforces the exception for Authorization yet.
  return meaning === 'any-but-authorization' && engine !== 'fetch' ? 'any' : meaning;
}
