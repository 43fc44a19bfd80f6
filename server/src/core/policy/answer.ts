/** A header as it goes over the wire. Order and duplicates count; strings are Latin-1, one unit a byte. */
export type Header = readonly [name: string, value: string];

/** What reaches the server. */
export interface ServerRequest {
  readonly method: string;
  readonly path: string;
  /** Includes `Origin`, `Cookie`, `Access-Control-Request-*` where they are sent. */
  readonly headers: readonly Header[];
}

/**
 * What a library answers, as far as cross-origin access goes: `Access-Control-*` and `Vary`. `status` is that of the
 * library where it answers itself, else the one that the application is thought to give (200; for an OPTIONS request
 * that nobody answers, the framework's).
 */
export interface Answer {
  readonly status: number;
  readonly headers: readonly Header[];
  /** The library answered itself; the application did not see the request. */
  readonly handled: boolean;
}

export function headerOf(headers: readonly Header[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  const values = headers.filter(([n]) => n.toLowerCase() === wanted).map(([, v]) => v);
  return values.length === 0 ? undefined : values.join(', ');
}
