/**
 * How much is asked, and how it is generated. Every figure is in the titles of the tests, so that a failure says how to
 * repeat it.
 */

/** Exchanges a library, all of its versions together. Recorded answers cost nothing and are always all compared. */
const GIVEN = Number(process.env.ORACLE_EXCHANGES ?? '');
export const EXCHANGES = GIVEN > 0 ? GIVEN : 1600;

/** Asked of one version, so that all versions together have at least their budget. */
export function perVersion(versions: readonly string[]): number {
  return Math.ceil(EXCHANGES / versions.length);
}

/** `ORACLE_SEED` replaces the seeds of all libraries: other set-ups, other requests. */
export function seedOf(own: number): number {
  const given = Number(process.env.ORACLE_SEED ?? '');
  return given > 0 ? given : own;
}

/**
 * - `recorded` (no environment variable): Python libraries answer from `recorded/`.
 * - `live`: everything is asked anew.
 * - `record`: like `live`, with the questions that are recorded; the answers are written to `recorded/`. `ORACLE=live`
 *   without another budget or seed means this.
 */
export function oracleMode(): 'recorded' | 'live' | 'record' {
  if (process.env.ORACLE !== 'live') return 'recorded';
  return GIVEN > 0 || Number(process.env.ORACLE_SEED ?? '') > 0 ? 'live' : 'record';
}
