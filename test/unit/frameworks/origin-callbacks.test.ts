import { describe, expect, test } from 'vitest';
import { expressCors } from '../../../server/src/core/frameworks/express-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

const LISTS = `import cors from 'cors';
const list = ['https://a.example', 'https://b.example'];
const set = new Set(list);
const patterns = [/\\.a\\.example$/];
const mixed = [/\\.a\\.example$/, 'https://b.example'];
function isKnown(o) { if (!o) return true; return list.includes(o); }
const isOurs = (o) => { const end = 'a.example'; return o.endsWith(end); };
function check(origin, cb) { if (isKnown(origin)) { cb(null, true); } else { cb(new Error('no')); } }
`;

function rulesOf(callback: string): readonly string[] {
  const source = `${LISTS}app.use(cors({ origin: ${callback} }));`;
  return printReading(readText(expressCors, 'server.ts', source), source).map((line) =>
    line.replace(/ @ .*/s, ''),
  );
}

const BOTH = 'exact https://a.example | exact https://b.example';
const UNREAD = 'unknown: what `origin()` returns';

const CALLBACKS: readonly (readonly [callback: string, rules: string])[] = [
  // Lists.
  [
    "(origin, cb) => { if (!origin || list.includes(origin)) { cb(null, true); } else { cb(new Error('no')); } }",
    BOTH,
  ],
  [
    "(origin, cb) => { if (!origin) return cb(null, true); if (list.indexOf(origin) === -1) { return cb(new Error('no'), false); } return cb(null, true); }",
    BOTH,
  ],
  [
    "function (origin, callback) { if (list.indexOf(origin) !== -1 || !origin) { callback(null, true) } else { callback(new Error('no')) } }",
    BOTH,
  ],
  ['(origin, cb) => { if (list.indexOf(origin) > -1) { cb(null, true); } else { cb(null, false); } }', BOTH],
  ['(origin, cb) => { if (list.indexOf(origin) >= 0) return cb(null, true); cb(null, false); }', BOTH],
  [
    '(origin, cb) => { if (list.includes(origin) === false) { return cb(new Error()) } return cb(null, true) }',
    BOTH,
  ],
  ['(origin, cb) => { if (set.has(origin)) cb(null, true); else cb(null, false); }', BOTH],
  ['(origin, cb) => cb(null, list.includes(origin))', BOTH],
  ['(origin, cb) => cb(null, !origin || list.includes(origin))', BOTH],
  ['(origin, cb) => cb(null, list.includes(origin) ? origin : false)', BOTH],
  ['(origin, cb) => { list.includes(origin) ? cb(null, true) : cb(new Error()); }', BOTH],
  [
    '(origin, cb) => { const ok = list.some((o) => o === origin); if (ok) cb(null, true); else cb(null, false); }',
    BOTH,
  ],
  ['(origin, cb) => { cb(null, list); }', BOTH],
  [
    "(origin, cb) => { if (origin === 'https://a.example') return cb(null, true); return cb(null, false); }",
    'exact https://a.example',
  ],
  [
    "(origin, cb) => { if (!origin || origin === 'null' || list.includes(origin)) cb(null, true); else cb(null, false); }",
    `exact null | ${BOTH}`,
  ],
  // Parts and patterns.
  [
    "(origin, cb) => { if (origin.endsWith('example.com')) cb(null, true); else cb(null, false); }",
    'ends example.com',
  ],
  [
    "(origin, cb) => { if (origin && origin.includes('localhost')) return cb(null, true); if (list.includes(origin)) return cb(null, origin); return cb(null, false); }",
    `holds localhost | ${BOTH}`,
  ],
  [
    "(origin, cb) => { if (origin.indexOf('a.example') !== -1) return cb(null, true); cb(null, false); }",
    'holds a.example',
  ],
  [
    '(origin, cb) => { if (/a\\.example$/.test(origin)) return cb(null, true); cb(null, false); }',
    '/a\\.example$/',
  ],
  [
    '(origin, cb) => { if (patterns.some((p) => p.test(origin))) return cb(null, true); cb(null, false); }',
    '/\\.a\\.example$/',
  ],
  [
    '(origin, cb) => { if (list.some((o) => origin.startsWith(o))) cb(null, true); else cb(null, false); }',
    'starts https://a.example | starts https://b.example',
  ],
  [
    "(origin, cb) => { if ('https://a.example https://b.example'.includes(origin)) cb(null, true); else cb(null, false); }",
    'within https://a.example https://b.example',
  ],
  [
    "(origin, cb) => { if (known(origin) || origin.includes('vercel.app')) cb(null, true); else cb(null, false); }",
    `${UNREAD} | holds vercel.app`,
  ],
  [
    "(origin, cb) => { if (origin.startsWith('https://') && origin.endsWith('.a.example')) cb(null, true); else cb(null, false); }",
    '(starts https:// and ends .a.example)',
  ],
  [
    "(origin, cb) => { if (!origin.endsWith('a.example')) { return cb(new Error()); } cb(null, true); }",
    'ends a.example',
  ],
  // Parts of the address.
  ["(origin, cb) => cb(null, new URL(origin).hostname === 'a.example')", 'hostname equals a.example'],
  [
    "(origin, cb) => { const { hostname, protocol } = new URL(origin); cb(null, protocol === 'https:' && hostname.endsWith('.a.example')); }",
    '(protocol equals https: and hostname ends .a.example)',
  ],
  [
    "(origin, cb) => { try { const url = new URL(origin); if (url.host.includes('a.example')) return cb(null, true); } catch { return cb(null, false); } cb(null, false); }",
    'host holds a.example',
  ],
  // Functions of the file.
  ['(origin, cb) => cb(null, isKnown(origin))', BOTH],
  ['(origin, cb) => { if (isOurs(origin)) return cb(null, true); cb(new Error()); }', 'ends a.example'],
  ['check', BOTH],
  // Settings.
  [
    "(origin, cb) => { if (process.env.NODE_ENV !== 'production') return cb(null, true); cb(null, list.includes(origin)); }",
    `any; when \`process.env.NODE_ENV !== 'production'\` is true; development: \`process.env.NODE_ENV !== 'production'\` is true // ${BOTH}; when \`process.env.NODE_ENV !== 'production'\` is false`,
  ],
  // Lists of both kinds.
  [
    '(origin, cb) => cb(null, mixed.some((o) => (o instanceof RegExp ? o.test(origin) : o === origin)))',
    '/\\.a\\.example$/ | exact https://b.example',
  ],
  // Everybody.
  ['(origin, cb) => { if (!origin) return cb(null, true); cb(null, true); }', 'any'],
  ['(origin, cb) => { console.log(origin); cb(null, true); }', 'any'],
  [
    "(origin, cb) => { if (list.includes(origin)) cb(null, true); else { console.warn('unknown', origin); cb(null, true); } }",
    `${BOTH} | not (equals https://a.example or equals https://b.example)`,
  ],
  // What is not followed.
  ['(origin, cb) => { if (!isOk(origin)) throw new Error(); cb(null, true); }', UNREAD],
  ['async (origin, cb) => { const ok = await db.find(origin); cb(null, ok); }', UNREAD],
  ['(origin, cb) => { db.find(origin, (error, ok) => cb(error, ok)); }', UNREAD],
  ['(origin, cb) => check(origin, cb)', UNREAD],
  ['(origin, cb) => { if (bad(origin)) { cb(new Error()); } cb(null, true); }', UNREAD],
  [
    '(origin, cb) => { try { cb(null, hosts.includes(new URL(origin).hostname)); } catch { cb(null, false); } }',
    UNREAD,
  ],
  [
    '(origin, cb) => { for (const o of list) { if (o === origin) return cb(null, true); } cb(new Error()); }',
    UNREAD,
  ],
  ['(origin) => list.includes(origin)', UNREAD],
  ['(origin, cb) => { const ok = list.includes(origin); cb(ok ? null : new Error(), ok); }', BOTH],
  // Nobody.
  ['(origin, cb) => { if (list.includes(origin)) cb(new Error()); else cb(null, false); }', 'nobody'],
];

describe('an origin function of cors', () => {
  test.each(CALLBACKS)('%s', (callback, rules) => {
    expect(rulesOf(callback)).toEqual(rules.split(' // '));
  });

  test('a delegate that looks at the origin stays open', () => {
    const source = `${LISTS}app.use(cors((req, cb) => cb(null, list.includes(req.header('Origin')) ? { origin: true, credentials: true } : { origin: false })));`;
    const [policy] = readText(expressCors, 'server.ts', source).policies;
    expect(policy?.open).toBe(true);
    expect(policy?.origins.map(({ match }) => match.kind)).toEqual(['unknown']);
  });
});

test('an answer to a callback that is read', () => {
  const source = `${LISTS}app.use(cors({ credentials: true, origin: (origin, cb) => { if (origin.endsWith('a.example')) cb(null, true); else cb(null, false); } }));`;
  const [policy] = readText(expressCors, 'server.ts', source).policies;
  const answer = (origin: string) =>
    policy && expressCors.respond(policy, { method: 'GET', path: '/', headers: [['Origin', origin]] });
  expect(answer('https://evila.example')?.headers).toEqual([
    ['Access-Control-Allow-Origin', 'https://evila.example'],
    ['Vary', 'Origin'],
    ['Access-Control-Allow-Credentials', 'true'],
  ]);
  expect(answer('https://evil.example')?.headers).toEqual([]);
});

test('never throws on a prefix of a callback', () => {
  for (const [callback] of CALLBACKS.filter((_, i) => i % 5 === 0)) {
    for (let end = 0; end < callback.length; end += 2) rulesOf(callback.slice(0, end));
  }
});
