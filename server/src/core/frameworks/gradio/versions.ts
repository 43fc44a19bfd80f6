import type { ResolvedVersion } from '../../policy/policy.ts';
import { atLeast } from '../shared/versions.ts';

/** How Gradio's own middleware behaves, read in the source of the versions at which it changed, and asked. */
export interface Generation {
  /** Before 4.19.2 every application has Starlette's middleware with `allow_origins=["*"]`. */
  readonly isOpen: boolean;
  /** Up to 4.23 these headers go onto every answer, with an origin or without, and none is about credentials. */
  readonly isPlain: boolean;
  /** Before 4.32 preflights are answered without `Access-Control-Allow-Credentials`. */
  readonly preflightsHaveCredentials: boolean;
  /** From 4.24 to 4.37 a request with a cookie is answered with its origin, whatever that is. */
  readonly trustsCookies: boolean;
  /** Up to 4.44 the origin `null` counts as one of this machine. */
  readonly nullIsLocal: boolean;
  /** Since 5.0 `launch` takes `strict_cors`. */
  readonly knowsStrict: boolean;
}

export function generationOf(version: ResolvedVersion): Generation {
  const since = (wanted: string) => atLeast(version, wanted);
  const knowsStrict = since('5.0.0');
  return {
    isOpen: !since('4.19.2'),
    isPlain: !since('4.24.0'),
    preflightsHaveCredentials: since('4.32.0'),
    trustsCookies: since('4.24.0') && !since('4.38.0'),
    nullIsLocal: !knowsStrict,
    knowsStrict,
  };
}
