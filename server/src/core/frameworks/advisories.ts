/**
 * Published advisories about the libraries of the registry. Each says which versions really show the flaw (asked on the
 * wire or read in the source where the advisory's own range is wider) and which configuration reaches it.
 *
 * CVE-2025-53092 (Strapi before 5.20.0) is left out: 5.20.0 and later answer a set-up without `origin` in the same way, so an
 * update mends nothing (test/oracle/strapi.test.ts), and the rules of exposure speak in every version.
 *
 * `npm run advisories` says how to bring this list up to date.
 */
export interface Advisory {
  /** The number that it is known by, and its other numbers. */
  readonly id: string;
  readonly aliases: readonly string[];
  /** The distribution, as a lock file names it. */
  readonly package: string;
  /** As the advisory has it. */
  readonly affected: string;
  /** Where what was measured is narrower. */
  readonly measured?: string;
  /** The first release without the flaw. */
  readonly fixed: string;
  /** Ends a sentence that begins with the library and its version: "answers a path in other letters by the wrong rule". */
  readonly effect: string;
  readonly reach: Reach;
  readonly source: string;
}

/** Which set-ups a flaw concerns, in terms that hold for every library. */
export type Reach =
  /** A page of a foreign origin can read answers with the visitor's cookies. */
  | 'foreign-with-credentials'
  /** A page of a foreign origin can read answers. */
  | 'foreign'
  /** A sandboxed frame, whose origin is `null`, can read answers. */
  | 'null'
  /** A public page is told that it may reach a private network, and no option asks for that. */
  | 'private-network-by-default'
  /** The answer depends on the request's origin. */
  | 'origin-dependent'
  /** A host that only begins like an allowed one is let in. */
  | 'longer-host'
  /** A host with another letter in the place of a dot is let in. */
  | 'other-letter'
  /** The set-up covers some paths only. */
  | 'some-paths'
  /** Several paths have rules of their own. */
  | 'several-paths';

const github = (id: string) => `https://github.com/advisories/${id}`;

export const advisories: readonly Advisory[] = [
  {
    id: 'CVE-2020-25032',
    aliases: ['GHSA-xc3p-ff3m-f46v', 'PYSEC-2020-43'],
    package: 'flask-cors',
    affected: '<3.0.9',
    fixed: '3.0.9',
    effect:
      'looks at the path before `..` in it is resolved, so that a private path is answered by the rule of a public one',
    reach: 'some-paths',
    source: github('GHSA-xc3p-ff3m-f46v'),
  },
  {
    id: 'CVE-2024-6221',
    aliases: ['GHSA-hxwh-jpp2-84pm', 'PYSEC-2024-71'],
    package: 'flask-cors',
    affected: '<5.0.0',
    // flask-cors@3.1.1:flask_cors/core.py is the first that sends the header (3.1.01 on PyPI).
    measured: '>=3.1.1 <5.0.0',
    fixed: '5.0.0',
    effect: 'lets public pages reach it inside a private network, although no option asks for that',
    reach: 'private-network-by-default',
    source: github('GHSA-hxwh-jpp2-84pm'),
  },
  {
    id: 'CVE-2024-6839',
    aliases: ['GHSA-7rxf-gvfg-47g4'],
    package: 'flask-cors',
    affected: '<6.0.0',
    fixed: '6.0.0',
    effect: 'takes the longest pattern for the most exact one, and so can pick the wrong rule for a path',
    reach: 'several-paths',
    source: github('GHSA-7rxf-gvfg-47g4'),
  },
  {
    id: 'CVE-2024-6844',
    aliases: ['GHSA-8vgw-p6qm-5gr7'],
    package: 'flask-cors',
    affected: '<6.0.0',
    fixed: '6.0.0',
    effect: 'reads `+` in a path as a blank, and so can pick the wrong rule for it',
    reach: 'several-paths',
    source: github('GHSA-8vgw-p6qm-5gr7'),
  },
  {
    id: 'CVE-2024-6866',
    aliases: ['GHSA-43qf-4rqw-9q2g'],
    package: 'flask-cors',
    affected: '<6.0.0',
    fixed: '6.0.0',
    effect: 'takes capital and small letters of a path for the same, and so can pick the wrong rule for it',
    reach: 'several-paths',
    source: github('GHSA-43qf-4rqw-9q2g'),
  },
  {
    id: 'CVE-2026-37737',
    aliases: [],
    package: 'sanic-cors',
    affected: '<=2.2.0',
    fixed: '',
    effect: 'compares an origin with the beginning of a pattern only',
    reach: 'longer-host',
    source: 'https://github.com/ashleysommer/sanic-cors/pull/68',
  },
  {
    // litestar 2.19.0 and 2.20.0 were asked on the wire (test/oracle).
    id: 'CVE-2026-25478',
    aliases: ['GHSA-2p2x-hpg8-cqp2', 'PYSEC-2026-2195'],
    package: 'litestar',
    affected: '<2.20.0',
    fixed: '2.20.0',
    effect: 'reads the dots of an allowed origin as any letter',
    reach: 'other-letter',
    source: github('GHSA-2p2x-hpg8-cqp2'),
  },
  {
    // Starlette's middleware with "*" (gradio@4.19.1:gradio/routes.py).
    id: 'CVE-2024-1727',
    aliases: ['GHSA-48cq-79qq-6f7x'],
    package: 'gradio',
    affected: '<4.19.2',
    fixed: '4.19.2',
    effect: "lets every website read an application on its visitor's own machine",
    reach: 'foreign',
    source: github('GHSA-48cq-79qq-6f7x'),
  },
  {
    // `has_cookie or …` came with 4.24.0 and left with 4.38.0 (gradio/route_utils.py).
    id: 'CVE-2024-47084',
    aliases: ['GHSA-3c67-5hwx-f6wx'],
    package: 'gradio',
    affected: '<4.44.0',
    measured: '>=4.24.0 <4.38.0',
    fixed: '4.38.0',
    effect: 'answers every origin with that origin where the request has a cookie',
    reach: 'foreign-with-credentials',
    source: github('GHSA-3c67-5hwx-f6wx'),
  },
  {
    // Before 4.19.2 no origin is asked for at all.
    id: 'CVE-2024-47165',
    aliases: ['GHSA-89v2-pqfv-c5r9'],
    package: 'gradio',
    affected: '<5.0.0',
    measured: '>=4.19.2 <5.0.0',
    fixed: '5.0.0',
    effect:
      'takes the origin `null`, which every website can have in a sandboxed frame, for one of this machine',
    reach: 'null',
    source: github('GHSA-89v2-pqfv-c5r9'),
  },
  {
    id: 'CVE-2023-49803',
    aliases: ['GHSA-qxrj-hx23-xp82'],
    package: '@koa/cors',
    affected: '<5.0.0',
    fixed: '5.0.0',
    effect: 'answers every origin with that origin where none is configured',
    reach: 'foreign',
    source: github('GHSA-qxrj-hx23-xp82'),
  },
  {
    id: 'CVE-2026-54290',
    aliases: ['GHSA-88fw-hqm2-52qc'],
    package: 'hono',
    affected: '<4.12.25',
    // Up to 4.12.8 the literal `*` is sent, which browsers refuse to requests with credentials.
    measured: '>=4.12.9 <4.12.25',
    fixed: '4.12.25',
    effect: 'answers `origin: "*"` with credentials by the request\'s own origin',
    reach: 'foreign-with-credentials',
    source: github('GHSA-88fw-hqm2-52qc'),
  },
  {
    id: 'GHSA-q7jf-gf43-6x6p',
    aliases: [],
    package: 'hono',
    affected: '<4.10.3',
    measured: '>=4.4.5 <4.10.3',
    fixed: '4.10.3',
    effect: "copies the request's `Vary` header into the answer, so that a visitor can spoil shared caches",
    reach: 'origin-dependent',
    source: github('GHSA-q7jf-gf43-6x6p'),
  },
  {
    id: 'CVE-2025-24010',
    aliases: ['GHSA-vg6x-rcgg-rjx6'],
    package: 'vite',
    affected: '<4.5.6 || >=5.0.0 <5.4.12 || >=6.0.0 <6.0.9',
    fixed: '6.0.9',
    effect: "lets every website read the sources from a developer's own server",
    reach: 'foreign',
    source: github('GHSA-vg6x-rcgg-rjx6'),
  },
  {
    id: 'CVE-2020-28481',
    aliases: ['GHSA-fxwf-4rqh-v8g3'],
    package: 'socket.io',
    affected: '<2.4.0',
    fixed: '2.4.0',
    effect: 'takes connections from every origin where none is configured',
    reach: 'foreign',
    source: github('GHSA-fxwf-4rqh-v8g3'),
  },
];
