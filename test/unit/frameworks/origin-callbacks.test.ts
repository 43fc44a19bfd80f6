import { describe, expect, test } from 'vitest';
import { expressCors } from '../../../server/src/core/frameworks/express-cors/index.ts';
import { koaCors } from '../../../server/src/core/frameworks/koa-cors/index.ts';
import { analyze } from '../../../server/src/core/index.ts';
import { printReading, readText } from '../../support/policies.ts';
import { projectOf } from '../../support/project.ts';

const LISTS = `import cors from 'cors';
const list = ['https://a.example', 'https://b.example'];
const set = new Set(list);
const patterns = [/\\.a\\.example$/];
const mixed = [/\\.a\\.example$/, 'https://b.example'];
function isKnown(o) { if (!o) return true; return list.includes(o); }
const isOurs = (o) => { const end = 'a.example'; return o.endsWith(end); };
const hosts = ['a.example', 'b.example'];
const fromEnv = (process.env.ORIGINS ?? 'https://a.example,https://b.example').split(',');
const some = process.env.SOME ? process.env.SOME.split(',') : [];
const client = process.env.CLIENT;
const isIn = (allowed, o) => allowed.includes(o);
const isInMore = (allowed, o) => { allowed = more(allowed); return allowed.includes(o); };
function within(o, allowed) {
  for (const one of allowed) {
    if (one === o) return true;
    if (one.includes('*') && new RegExp(patternOf(one)).test(o)) return true;
  }
  return false;
}
const besides = ['https://b.example', process.env.CLIENT];
const map = { 'https://a.example': true, 'https://b.example': true, 'https://c.example': false };
const globs = ['*.a.example', 'https://b.example', /c$/];
const isDev = process.env.NODE_ENV !== 'production';
function isHost(h) { return hosts.includes(h); }
class Base { inherited(o) { return list.includes(o); } }
class Origins extends Base { allowed = list; static is(o) { return list.includes(o); } is(o) { return list.includes(o); } has(o) { return this.allowed.includes(o); } async later(o) { return true; } }
const origins = new Origins();
function loops(o) { for (const one of list) { if (one === o) return true; } return false; }
function flag(o) { let ok = false; for (const one of hosts) { if (o.endsWith(one)) { ok = true; break; } } return ok; }
function each(o) { let ok = false; hosts.forEach((one) => { if (o.endsWith(one)) ok = true; }); return ok; }
function counted(o) { for (let i = 0; i < list.length; i++) { if (list[i] === o) return true; } return false; }
function skips(o) { for (const one of list) { if (one === 'x') continue; if (one === o) return true; } return false; }
function first(o) { for (const one of list) { if (one === o) return true; return false; } return false; }
function check(origin, cb) { if (isKnown(origin)) { cb(null, true); } else { cb(new Error('no')); } }
`;

function rulesOf(callback: string): readonly string[] {
  const source = `${LISTS}app.use(cors({ origin: ${callback} }));`;
  return printReading(readText(expressCors, 'server.ts', source), source).map((line) =>
    line.replace(/ @ .*/s, ''),
  );
}

const BOTH = 'exact https://a.example | exact https://b.example';
const ENDS = 'ends a.example | ends b.example';
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
  // Loops, and flags that are set on the way.
  [
    '(origin, cb) => { for (const o of list) { if (o === origin) return cb(null, true); } cb(new Error()); }',
    BOTH,
  ],
  [
    '(origin, cb) => { for (const o of hosts) { if (origin.endsWith(o)) { return cb(null, true); } } return cb(new Error()); }',
    ENDS,
  ],
  [
    '(origin, cb) => { let ok = false; for (const o of hosts) { if (origin.endsWith(o)) { ok = true; break; } } cb(null, ok); }',
    ENDS,
  ],
  ['(origin, cb) => { let ok = false; if (list.includes(origin)) { ok = true; } cb(null, ok); }', BOTH],
  ['(origin, cb) => { let ok = true; if (!list.includes(origin)) ok = false; cb(null, ok); }', BOTH],
  ['(origin, cb) => { let ok = false; ok ||= list.includes(origin); cb(null, ok); }', BOTH],
  [
    '(origin, cb) => { let ok = false; list.forEach((o) => { if (o === origin) ok = true; }); cb(null, ok); }',
    BOTH,
  ],
  [
    "(origin, cb) => { let ok = false; if (list.includes(origin)) { ok = true; } else if (origin.endsWith('.c.example')) { ok = true; } if (ok) cb(null, true); else cb(new Error()); }",
    `(not (equals https://a.example or equals https://b.example) and ends .c.example) | ${BOTH}`,
  ],
  ['(origin, cb) => cb(null, loops(origin))', BOTH],
  ['(origin, cb) => cb(null, flag(origin))', ENDS],
  ['(origin, cb) => cb(null, each(origin))', ENDS],
  ['(origin, cb) => cb(null, counted(origin))', BOTH],
  // Items that are changed before they are compared, and items of several kinds.
  ['(origin, cb) => cb(null, hosts.some((o) => origin.endsWith(o)))', ENDS],
  [
    '(origin, cb) => cb(null, hosts.some((o) => origin.endsWith(`.${o}`)))',
    'ends .a.example | ends .b.example',
  ],
  ["(origin, cb) => cb(null, hosts.some((o) => origin === 'https://' + o))", BOTH],
  [
    '(origin, cb) => cb(null, hosts.some((o) => new RegExp(`${o}$`).test(origin)))',
    '/a.example$/ | /b.example$/',
  ],
  [
    "(origin, cb) => cb(null, hosts.some((h) => new URL(origin).hostname === h || new URL(origin).hostname.endsWith('.' + h)))",
    'hostname equals a.example | hostname ends .a.example | hostname equals b.example | hostname ends .b.example',
  ],
  [
    "(origin, cb) => { const allowed = globs.some((o) => { if (o instanceof RegExp) return o.test(origin); if (o.startsWith('*.')) { return origin.endsWith(o.slice(1)); } return o === origin; }); cb(null, allowed); }",
    'ends .a.example | exact https://b.example | /c$/',
  ],
  [
    "(origin, cb) => cb(null, globs.some((o) => typeof o === 'string' ? o === origin : o.test(origin)))",
    'exact *.a.example | exact https://b.example | /c$/',
  ],
  // Methods of classes, and functions that get a part of the origin.
  [
    '(origin, cb) => cb(null, isHost(new URL(origin).hostname))',
    'hostname equals a.example | hostname equals b.example',
  ],
  ['(origin, cb) => cb(null, Origins.is(origin))', BOTH],
  ['(origin, cb) => cb(null, origins.is(origin))', BOTH],
  ['(origin, cb) => cb(null, origins.has(origin))', BOTH],
  ['(origin, cb) => cb(null, origins.inherited(origin))', BOTH],
  // Positions, counts and keys.
  ['(origin, cb) => cb(null, list.filter((o) => o === origin).length > 0)', BOTH],
  ['(origin, cb) => cb(null, !!list.filter((o) => o === origin).length)', BOTH],
  ['(origin, cb) => cb(null, list.find((o) => o === origin) !== undefined)', BOTH],
  ['(origin, cb) => cb(null, list.findIndex((o) => o === origin) !== -1)', BOTH],
  ['(origin, cb) => cb(null, list.findIndex((o) => o === origin) >= 0)', BOTH],
  ['(origin, cb) => cb(null, map[origin])', BOTH],
  ['(origin, cb) => cb(null, map[origin] === true)', BOTH],
  ['(origin, cb) => cb(null, Object.hasOwn(map, origin))', `${BOTH} | exact https://c.example`],
  ['(origin, cb) => cb(null, _.includes(list, origin))', BOTH],
  ['(origin, cb) => cb(null, /a\\.example$/.exec(origin) !== null)', '/a\\.example$/'],
  ['(origin, cb) => cb(null, origin.search(/a\\.example$/) >= 0)', '/a\\.example$/'],
  ["(origin, cb) => cb(null, origin.slice(-9) === 'a.example')", 'ends a.example'],
  ["(origin, cb) => cb(null, origin.slice(0, 17) === 'https://a.example')", 'starts https://a.example'],
  ["(origin, cb) => cb(null, origin?.endsWith('a.example') ?? false)", 'ends a.example'],
  ["(origin, cb) => cb(null, (origin || '').endsWith('a.example'))", 'ends a.example'],
  // Settings.
  [
    '(origin, cb) => cb(null, isDev || list.includes(origin))',
    `any; when \`process.env.NODE_ENV !== 'production'\` is true; development: \`process.env.NODE_ENV !== 'production'\` is true // ${BOTH}; when \`process.env.NODE_ENV !== 'production'\` is false`,
  ],
  [
    '(origin, cb) => cb(null, settings.open || list.includes(origin))',
    `${UNREAD}; when \`settings.open\` is true // ${BOTH}; when \`settings.open\` is false`,
  ],
  [
    "(origin, cb) => { if (process.env.NODE_ENV !== 'production') return cb(null, true); cb(null, list.includes(origin)); }",
    `any; when \`process.env.NODE_ENV !== 'production'\` is true; development: \`process.env.NODE_ENV !== 'production'\` is true // ${BOTH}; when \`process.env.NODE_ENV !== 'production'\` is false`,
  ],
  // Lists of both kinds.
  [
    '(origin, cb) => cb(null, mixed.some((o) => (o instanceof RegExp ? o.test(origin) : o === origin)))',
    '/\\.a\\.example$/ | exact https://b.example',
  ],
  // Helpers that are given the list.
  ['(origin, cb) => cb(null, isIn(list, origin))', BOTH],
  ['(origin, cb) => cb(null, !origin || within(origin, list))', BOTH],
  [
    "(origin, cb) => cb(null, isIn(['https://c.example'], origin) || isIn(list, origin))",
    `exact https://c.example | ${BOTH}`,
  ],
  [
    '(origin, cb) => cb(null, isIn(fromEnv, origin))',
    `${BOTH}; when \`ORIGINS\` is unset // ${UNREAD}; when \`ORIGINS\` is set`,
  ],
  [
    "(origin, cb) => cb(null, isIn(['https://c.example'], origin) || isIn(fromEnv, origin))",
    `exact https://c.example | ${BOTH}; when \`ORIGINS\` is unset // exact https://c.example | ${UNREAD}; when \`ORIGINS\` is set`,
  ],
  ['(origin, cb) => cb(null, isInMore(list, origin))', UNREAD],
  ['(origin, cb) => cb(null, isIn(...lists, origin))', UNREAD],
  // An entry with a `*` is for the test that is not followed.
  [
    '(origin, cb) => cb(null, within(origin, globs))',
    `${UNREAD} | exact https://b.example | ${UNREAD} | ${UNREAD}`,
  ],
  // Lists and texts of the environment: each of their outcomes by itself.
  [
    '(origin, cb) => cb(null, fromEnv.includes(origin))',
    `${BOTH}; when \`ORIGINS\` is unset // ${UNREAD}; when \`ORIGINS\` is set`,
  ],
  [
    '(origin, cb) => cb(null, fromEnv)',
    `${BOTH}; when \`ORIGINS\` is unset // unknown: the environment variable \`ORIGINS\`; when \`ORIGINS\` is set`,
  ],
  ['(origin, cb) => cb(null, inOne(fromEnv, origin))', UNREAD],
  [
    '(origin, cb) => cb(null, some.includes(origin) || list.includes(origin))',
    `${UNREAD} | ${BOTH}; when \`SOME\` is set // ${BOTH}; when \`SOME\` is unset`,
  ],
  [
    '(origin, cb) => { if (some.length === 0 || some.includes(origin)) cb(null, true); else cb(null, false); }',
    `any; when \`some.length === 0\` is true and \`SOME\` is set // any; when \`some.length === 0\` is true and \`SOME\` is unset // ${UNREAD}; when \`some.length === 0\` is false and \`SOME\` is set`,
  ],
  [
    "(origin, cb) => cb(null, origin === client || origin === 'https://b.example')",
    `exact https://b.example; when \`CLIENT\` is unset // ${UNREAD} | exact https://b.example; when \`CLIENT\` is set`,
  ],
  [
    '(origin, cb) => cb(null, besides.includes(origin))',
    'exact https://b.example; when `CLIENT` is unset // exact https://b.example | unknown: the environment variable `CLIENT`; when `CLIENT` is set',
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
    '(origin, cb) => { try { cb(null, remote.includes(new URL(origin).hostname)); } catch { cb(null, false); } }',
    UNREAD,
  ],
  // Loops and flags that skip items, stop at the first, or are set by somebody else.
  ['(origin, cb) => cb(null, skips(origin))', UNREAD],
  ['(origin, cb) => cb(null, first(origin))', UNREAD],
  [
    '(origin, cb) => { let ok = false; db.each((o) => { if (o === origin) ok = true; }); cb(null, ok); }',
    UNREAD,
  ],
  ['(origin, cb) => { let ok = false; list.forEach((o) => { ok = o === origin; }); cb(null, ok); }', UNREAD],
  [
    '(origin, cb) => { for (const o of remote) { if (o === origin) return cb(null, true); } cb(null, false); }',
    UNREAD,
  ],
  // A flag that is made of itself, more than once.
  [
    '(origin, cb) => { let ok = false; ok = ok || ok || list.includes(origin); ok = ok && ok; cb(null, ok); }',
    UNREAD,
  ],
  ['(origin, cb) => cb(null, origins.later(origin))', UNREAD],
  ['(origin, cb) => cb(null, list.findIndex((o) => o === origin))', UNREAD],
  ["(origin, cb) => cb(null, origin.slice(-8) === 'a.example')", UNREAD],
  ['(origin, cb) => cb(null, settings[origin])', UNREAD],
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

describe('a method that is given as the origin function of cors', () => {
  const given = (source: string): readonly string[] => {
    const text = `import cors from 'cors';\nimport express from 'express';\nconst app = express();\n${source}`;
    const [policy] = readText(expressCors, 'server.ts', text).policies;
    return (policy?.origins ?? []).map(({ match }) => match.kind);
  };
  const inClass = (method: string, origin: string) =>
    `class Server { allowed = ['https://a.example']; ${method} start() { app.use(cors({ origin: ${origin} })); } }`;

  test.each<readonly [source: string, kinds: readonly string[]]>([
    [inClass('check(origin, cb) { cb(null, true); }', 'this.check'), ['any']],
    [inClass('check(origin, cb) { cb(null, true); }', 'this.check.bind(this)'), ['any']],
    [inClass('check(origin, cb) { cb(null, origin === "https://a.example"); }', 'this.check'), ['exact']],
    // Without the object, `this` is nothing in it: the request ends with an exception.
    [inClass('check(origin, cb) { cb(null, this.allowed.includes(origin)); }', 'this.check'), ['unknown']],
    [
      inClass('check(origin, cb) { cb(null, this.allowed.includes(origin)); }', 'this.check.bind(this)'),
      ['exact'],
    ],
    [inClass('check(origin, cb) { cb(null, true); }', "this.check.bind(this, 'x')"), ['unknown']],
    [inClass('check(origin, cb) { cb(null, true); }', 'this.other'), ['unknown']],
    ['class P { static check(o, cb) { cb(null, true); } }\napp.use(cors({ origin: P.check }));', ['any']],
    [
      'class B { check(o, cb) { cb(null, true); } }\nclass P extends B {}\nconst p = new P();\napp.use(cors({ origin: p.check }));',
      ['any'],
    ],
    // The call of a method is not the method.
    [
      'class P { run() { if (check(1)) { go(); } } }\nconst p = new P();\napp.use(cors({ origin: p.check }));',
      ['unknown'],
    ],
  ])('%s', (source, kinds) => {
    expect(given(source)).toEqual(kinds);
  });
});

describe('a delegate of cors', () => {
  const delegated = (delegate: string): readonly string[] => {
    const source = `${LISTS}app.use(cors(${delegate}));`;
    return printReading(readText(expressCors, 'server.ts', source), source).map((line) =>
      line.replace(/ @ .*/s, ''),
    );
  };
  const OPEN = 'unknown: an expression that is not followed (options); credentials?; open';

  test.each<readonly [delegate: string, policies: readonly string[]]>([
    ["(req, cb) => cb(null, { origin: 'https://a.example' })", ['fixed https://a.example']],
    ['(req, cb) => { const options = { origin: list }; cb(null, options); }', [BOTH]],
    [
      "(req, cb) => cb(null, req.path.startsWith('/open') ? { origin: '*' } : { origin: list })",
      [
        "any; when `req.path.startsWith('/open')` is true",
        `${BOTH}; when \`req.path.startsWith('/open')\` is false`,
      ],
    ],
    [
      "(req, cb) => { if (req.path.startsWith('/open')) cb(null, { origin: '*' }); else cb(null, { origin: list }); }",
      [
        "any; when `req.path.startsWith('/open')` is true",
        `${BOTH}; when \`req.path.startsWith('/open')\` is false`,
      ],
    ],
    [
      "(req, cb) => { let options; if (req.method === 'GET') { options = { origin: '*' }; } else { options = { origin: list }; } cb(null, options); }",
      ["any; when `req.method === 'GET'` is true", `${BOTH}; when \`req.method === 'GET'\` is false`],
    ],
    [
      "async (req, cb) => { try { const { open } = await settings.load(); if (open) return cb(null, { origin: '*' }); cb(null, { origin: list }); } catch (error) { cb(error); } }",
      ['any; when `open` is true', `${BOTH}; when \`open\` is false`],
    ],
    [
      '(req, cb) => { if (isDev) return cb(null); cb(null, { origin: list }); }',
      [
        'any (default); when `isDev` is true; development: `isDev` is true',
        `${BOTH}; when \`isDev\` is false`,
      ],
    ],
    ["(req, cb) => cb(null, { origin: req.header('Origin') })", ["unknown: the request's own Origin header"]],
    // The origin has a part in it.
    ["(req, cb) => cb(null, { origin: list.includes(req.header('Origin')) ? true : '*' })", [OPEN]],
    [
      "(req, cb) => { let options; if (list.indexOf(req.header('Origin')) !== -1) { options = { origin: true }; } else { options = { origin: false }; } cb(null, options); }",
      [OPEN],
    ],
    [
      '(req, cb) => { const options = { credentials: true }; if (list.includes(req.headers.origin)) options.origin = true; cb(null, options); }',
      [OPEN],
    ],
    ['(req, cb) => cb(null, isOurs(req) ? { origin: true } : { origin: false })', [OPEN]],
    ['(req, cb) => { const known = check(req); cb(null, { origin: known }); }', [OPEN]],
    ['(req, cb) => { for (const one of list) cb(null, { origin: one }); }', [OPEN]],
    ['(req, cb) => { try { load(); } catch { cb(null, { origin: list }); } }', [OPEN]],
    ['(req, cb) => later(() => cb(null, { origin: list }))', [OPEN]],
  ])('%s', (delegate, policies) => {
    expect(delegated(delegate)).toEqual(policies);
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

describe('a helper in another file', () => {
  const helper = `import { patterns } from './patterns';
export function isOurs(origin) { if (!origin) return true; return patterns.some((p) => p.test(origin)); }
export class Origins { hosts = ['a.example']; allows(origin: string) { return this.hosts.some((h) => origin.endsWith(h)); } }
export const isOpen = (origin) => process.env.NODE_ENV === 'development' || origin === 'https://a.example';
`;
  const server = (test: string) =>
    `import cors from 'cors';\nimport { isOpen, isOurs, Origins } from './origins';\nconst origins = new Origins();\napp.use(cors({ credentials: true, origin: (origin, cb) => cb(null, ${test}) }));\n`;
  const findings = (test: string) =>
    analyze(
      projectOf({
        files: {
          'server.ts': server(test),
          'origins.ts': helper,
          'patterns.ts': 'export const patterns = [/a\\.example$/];\n',
        },
      }),
      'server.ts',
    ).findings.map(
      ({ rule, place, message }) => `${rule} ${place.uri}${/ when .*(?=\.)/.exec(message)?.[0] ?? ''}`,
    );

  test.each<readonly [test: string, findings: readonly string[]]>([
    ['isOurs(origin)', ['overbroad-origin-pattern patterns.ts']],
    ['origins.allows(origin)', ['substring-origin-check origins.ts']],
    [
      'isOpen(origin)',
      ["any-origin-with-credentials server.ts when `process.env.NODE_ENV === 'development'` is true"],
    ],
    ['isNowhere(origin)', []],
  ])('%s', (test, expected) => {
    expect(findings(test)).toEqual(expected);
  });
});

describe('an origin function of @koa/cors that looks at the address', () => {
  const cases = (origin: string): readonly string[] => {
    const source = `import Koa from 'koa';\nimport cors from '@koa/cors';\nconst app = new Koa();\napp.use(cors({ origin: ${origin} }));\n`;
    return printReading(readText(koaCors, 'server.ts', source), source).map((line) =>
      line.replace(/ @ .*/s, ''),
    );
  };
  test.each<readonly [origin: string, policies: readonly string[]]>([
    [
      "(ctx) => { if (ctx.url.includes('/api/')) return '*'; return false; }",
      [
        "fixed *; when `ctx.url.includes('/api/')` is true",
        "nobody; when `ctx.url.includes('/api/')` is false",
      ],
    ],
    [
      "(ctx) => (ctx.request.method === 'GET' ? '*' : 'https://a.example')",
      [
        "fixed *; when `ctx.request.method === 'GET'` is true",
        "fixed https://a.example; when `ctx.request.method === 'GET'` is false",
      ],
    ],
    // Whatever these ask, it may be the origin.
    ["(ctx) => { if (isOpen(ctx)) return '*'; return ''; }", [UNREAD]],
    ["(ctx) => (ctx.state.open ? '*' : '')", [UNREAD]],
    [
      "(ctx) => { if (ctx.headers.origin === 'https://a.example') return '*'; return ''; }",
      ['exact https://a.example'],
    ],
  ])('%s', (origin, policies) => {
    expect(cases(origin)).toEqual(policies);
  });
});

test('never throws on a prefix of a callback', () => {
  for (const [callback] of CALLBACKS.filter((_, i) => i % 9 === 0)) {
    for (let end = 0; end < callback.length; end += 2) rulesOf(callback.slice(0, end));
  }
});
