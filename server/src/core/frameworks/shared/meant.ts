/** What one name of an option means, whatever the library calls it. */
type Meaning =
  | 'origins'
  | 'origin-pattern'
  | 'credentials'
  | 'methods'
  | 'headers'
  | 'expose-headers'
  | 'max-age';

/**
 * The names that libraries of both languages give to one meaning, without case, dashes and underscores. People carry
 * them from one library to another.
 */
const NAMES: Readonly<Record<Meaning, readonly string[]>> = {
  origins: [
    'origin',
    'origins',
    'alloworigin',
    'alloworigins',
    'allowedorigin',
    'allowedorigins',
    'whitelist',
    'allowlist',
  ],
  'origin-pattern': [
    'alloworiginregex',
    'allowedoriginregex',
    'alloworiginregexes',
    'allowedoriginregexes',
    'originregex',
  ],
  credentials: [
    'credentials',
    'credential',
    'allowcredentials',
    'allowedcredentials',
    'allowcredential',
    'supportscredentials',
    'supportcredentials',
    'withcredentials',
  ],
  methods: ['methods', 'method', 'allowmethods', 'allowedmethods', 'allowmethod', 'allowrequestmethods'],
  headers: [
    'headers',
    'header',
    'allowheaders',
    'allowedheaders',
    'allowheader',
    'allowrequestheaders',
    'requestheaders',
  ],
  'expose-headers': [
    'exposeheaders',
    'exposedheaders',
    'exposeheader',
    'expose',
    'exposedresponseheaders',
    'allowresponseheaders',
    'exposingheaders',
  ],
  'max-age': ['maxage', 'preflightmaxage', 'allowmaxage', 'age'],
};

/** The parts of a header's name that say what an option means: `Access-Control-Allow-Origin` written as an option. */
const HEADER = /^accesscontrol/;

/**
 * The option of `known` that `written` was evidently meant to be: another spelling of it, another library's name for
 * the same thing, or a slip of one or two letters. Undefined where there is no single one.
 */
export function meantOption(written: string, known: readonly string[]): string | undefined {
  const bare = plain(written);
  const same = known.filter((name) => plain(name) === bare);
  if (same.length > 0) return same[0];
  const meaning = meaningOf(bare);
  if (meaning !== undefined) {
    const found = known.find((name) => meaningOf(plain(name)) === meaning);
    if (found !== undefined) return found;
  }
  if (bare.length < 4) return undefined;
  const reach = bare.length < 7 ? 1 : 2;
  const near = known.filter((name) => distance(bare, plain(name), reach) <= reach);
  return near.length === 1 ? near[0] : undefined;
}

function meaningOf(bare: string): Meaning | undefined {
  const core = bare.replace(HEADER, '');
  for (const [meaning, names] of Object.entries(NAMES)) {
    if (names.includes(core)) return meaning as Meaning;
  }
  return undefined;
}

/** `CORS_ALLOW_ORIGINS` and `corsAllowOrigins` are the same word. */
function plain(name: string): string {
  return name
    .replace(/[-_\s]/g, '')
    .toLowerCase()
    .replace(/^cors(?=.)/, '');
}

/** The Levenshtein distance, or `limit + 1` where it is larger. Names are short; longer ones are never near. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit || a.length > 40) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, (row[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    row = current;
  }
  return row[b.length] ?? limit + 1;
}
