/**
 * V8 compiles what runs often on threads of its own. A check is over before most of that pays, and where there are no more than
 * two processors, those threads take the time of the two that search and analyse (`docs/performance.md`, "Workspace check").
 *
 * Returns flags of V8 that make it compile a fourth as readily and inline less. They decide when code is compiled, not what it
 * does. None for versions with Maglev, which compiles quicker, nor for any that is not known: V8 complains about unknown flags.
 *
 * `v8`: as in `process.versions`. The defaults are `node --v8-options` of Node 20.20 (V8 11.3) and 22.23 (V8 12.4).
 */
export function patienceOf(v8: string, processors: number): readonly string[] {
  if (processors > 2) return [];
  const [major = ''] = v8.split('.');
  const later = LATER[major];
  return later === undefined ? [] : [later, '--max-inlined-bytecode-size=100'];
}

/** Four times the default. */
const LATER: Readonly<Record<string, string>> = {
  11: '--interrupt-budget=270336',
  12: '--invocation-count-for-turbofan=12000',
};
