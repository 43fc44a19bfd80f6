import { loadCore } from '../lib/core.mjs';

/**
 * How long it takes to say of a pattern whom it lets in beside those who are meant, whether it lets in http, and whether anybody:
 * of generated patterns, and of those on which an engine that tracks back never comes back. `--patterns N`. Method and results:
 * docs/performance.md, "Patterns".
 */
const at = process.argv.indexOf('--patterns');
const count = at < 0 ? 2000 : Number(process.argv[at + 1]);

const { foreignOrigin, isUnmatchable, unencryptedOrigin } = await loadCore(
  'server/src/core/origins/foreign.ts',
);
const { meaningOf } = await loadCore('server/src/core/origins/meaning.ts');
const { originPattern } = await loadCore('test/support/originPatterns.ts');

const HOSTILE = [
  '(a+)+$',
  '^(a+)+\\.example\\.com$',
  '^https://([a-z]+)*\\.example\\.com$',
  '^https://(([a-z])+.)+[A-Z]([a-z])+$',
  '(.*)*',
  '^(.*)*(.*)*(.*)*\\.com$',
  '(x|x|x)*y',
  '^https://(a|aa|aaa|aaaa)*\\.example\\.com$',
  '^(?:https?://)?(?:[^@\\n]+@)?(?:www\\.)?([^:/\\n?]+)$',
  '^https://(?:.*\\.){12}example\\.com$',
  '^https://(?:[a-z0-9-]{1,63}\\.){1,8}example\\.com$',
  `^https://(?:${Array.from({ length: 300 }, (_, one) => `tenant${one}`).join('|')})\\.example\\.com$`,
  `^https://${'(?:a?)'.repeat(40)}${'a'.repeat(40)}$`,
  '(?=.*a)(?=.*b)(?=.*c)(?=.*d)https://.*',
  '^(?!.*evil)(?!.*bad)https://.*\\.example\\.com$',
  '(.+)+(.+)+(.+)+(.+)+(.+)+z',
  '[\\s\\S]*'.repeat(30),
  '^https://[a-z]{1,200}[a-z]{1,200}[a-z]{1,200}\\.com$',
];

let state = 11;
const below = (limit) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
};
const generated = Array.from({ length: count }, (_, one) => {
  const language = one % 2 === 0 ? 'javascript' : 'python';
  return [language, originPattern(below, language), ['search', 'full', 'prefix'][one % 3]];
});
const hostile = HOSTILE.flatMap((source) => [
  ['javascript', source, 'search'],
  ['python', source, 'prefix'],
]);

/** Processor time in milliseconds: it concerns one thread that waits for nothing. Of three runs the least counts. */
function timeOf([language, source, mode]) {
  const compare = { kind: 'matches', language, source, flags: '', mode };
  const predicate = { kind: 'test', subject: 'origin', compare };
  const start = process.cpuUsage();
  const meaning = meaningOf([predicate]);
  if (meaning) {
    foreignOrigin(predicate, meaning);
    unencryptedOrigin(predicate, meaning);
  }
  isUnmatchable(predicate);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function report(name, patterns) {
  const times = patterns
    .map((pattern) => ({ pattern, time: Math.min(timeOf(pattern), timeOf(pattern), timeOf(pattern)) }))
    .sort((a, b) => a.time - b.time);
  const share = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].time.toFixed(1);
  const slowest = times.at(-1);
  const over = times.filter(({ time }) => time > 20).length;
  process.stdout.write(
    [
      `${name}, ${patterns.length} patterns, processor time for all questions about one (budget 20 ms)`,
      `  p50 ${share(0.5)} ms, p95 ${share(0.95)} ms, p99 ${share(0.99)} ms, greatest ${slowest.time.toFixed(1)} ms; ${over} over the budget`,
      `  the slowest: ${slowest.pattern[2]} ${slowest.pattern[1].slice(0, 100)}`,
      '',
    ].join('\n'),
  );
}

// Runs that find the code cold.
for (const pattern of generated.slice(0, 200)) timeOf(pattern);
report('generated', generated);
report('hostile', hostile);
