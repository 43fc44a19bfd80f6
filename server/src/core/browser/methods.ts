/** Methods (Fetch section 2.2.1). */
import { byteUppercase } from './bytes.ts';

/** A request with one of these needs no permission for its method. Case-sensitive: `get` becomes `GET` before. */
export const safelistedMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST']);

/** `fetch()` and `XMLHttpRequest.open()` refuse these, in any case. */
export const forbiddenMethods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** The only methods that the browser writes in upper case by itself. `patch` is not among them. */
export const normalisedMethods: ReadonlySet<string> = new Set([
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
]);

export function isSafelistedMethod(method: string): boolean {
  return safelistedMethods.has(method);
}

export function isForbiddenMethod(method: string): boolean {
  return forbiddenMethods.has(byteUppercase(method));
}

/** Fetch "normalize a method": `post` becomes `POST`, while `patch` and `Chicken` stay as they are. */
export function normaliseMethod(method: string): string {
  const upper = byteUppercase(method);
  return normalisedMethods.has(upper) ? upper : method;
}
