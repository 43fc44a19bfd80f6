/**
 * Options that do not decide which pages are let in: methods, headers, how long a browser keeps the answer. The names of the
 * origins and of the credentials are those of no such option in any library.
 */
const MINOR =
  /^(?:cors_?)?(?:(?:allow|allowed|access_control_allow|preflight)_?)?(?:methods|headers|max_?age)$|expose|max_?age/i;

export function isMinor(name: string): boolean {
  return MINOR.test(name);
}
