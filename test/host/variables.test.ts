// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Compose and CI files are full of it.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VariableSetting } from '../../server/src/core/index.ts';
import { runNow } from '../../server/src/host/io.ts';
import { later, localFiles } from '../../server/src/host/node/files.ts';
import { uriOf } from '../../server/src/host/node/paths.ts';
import { createHost } from '../../server/src/host/portable.ts';
import { createView } from '../../server/src/host/resolve/view.ts';
import { variablesAround } from '../../server/src/host/variables/around.ts';
import { readDotenv } from '../../server/src/host/variables/dotenv.ts';
import { tellsVariables, variableReader, workflowReader } from '../../server/src/host/variables/files.ts';
import type { Assignment } from '../../server/src/host/variables/lines.ts';
import { shownValue } from '../../server/src/host/variables/shown.ts';
import { folderWith } from '../support/folder.ts';
import { memoryFiles } from '../support/memoryFiles.ts';

/** `line NAME=value` of each; what the place covers must begin with the name. */
function print(text: string, found: readonly Assignment[]): readonly string[] {
  return found.map(({ variable, value, start, end, line, character }) => {
    const place = text.slice(start, end);
    // GitLab may have the value on a line of its own.
    expect(/^["']?(\w+)/.exec(place)?.[1]).toBe(place.startsWith('value:') ? 'value' : variable);
    expect(place).not.toContain('\n');
    const before = text.slice(0, start).split('\n');
    expect([before.length - 1, before.at(-1)?.length]).toEqual([line, character]);
    return `${line + 1} ${variable}=${value}`;
  });
}

describe('a .env file', () => {
  test.each<readonly [what: string, text: string, expected: readonly string[]]>([
    ['a value', 'ORIGINS=https://a.example\n', ['1 ORIGINS=https://a.example']],
    ['blanks', '  ORIGINS = * \r\nB=1', ['1 ORIGINS=*', '2 B=1']],
    ['export', 'export ORIGINS=*', ['1 ORIGINS=*']],
    ['a variable called export', 'export=1', ['1 export=1']],
    ['a colon', 'ORIGINS: *', ['1 ORIGINS=*']],
    ['nothing', 'ORIGINS=\nB=""', ['1 ORIGINS=', '2 B=']],
    ['comments', '# A=1\nB=2 # two\nC=#\nD=a#b', ['2 B=2', '3 C=', '4 D=a#b']],
    ['quotes', `A="a # b" # c\nB='b'\nC=\`c\``, ['1 A=a # b', '2 B=b', '3 C=c']],
    ['a quote over lines hides what is in it', 'A="x\nORIGINS=*\n"\nB=1', ['1 A=x\nORIGINS=*\n', '4 B=1']],
    ['an escaped quote', 'A="a\\"b"\nB=1', ['1 A=a\\"b', '2 B=1']],
    ['a quote that is never closed', 'A="x\nB=1', ['1 A="x', '2 B=1']],
    ['no variables', 'https://a.example\n=x\n1A=2\nA B=3', []],
  ])('%s', (_, text, expected) => {
    expect(print(text, readDotenv(text))).toEqual(expected);
  });
});

describe('a Compose file', () => {
  const read = variableReader('docker-compose.yml');
  test.each<readonly [what: string, text: string, expected: readonly string[]]>([
    [
      'a map',
      "services:\n  api:\n    image: x\n    environment:\n      ORIGINS: \"*\" # all\n      DEBUG: 'it''s'\n",
      ['5 ORIGINS=*', "6 DEBUG=it's"],
    ],
    [
      'a list',
      'services:\n  api:\n    environment:\n      - ORIGINS=https://a.example\n      - "B=1"\n    ports:\n      - C=2\n',
      ['4 ORIGINS=https://a.example', '5 B=1'],
    ],
    [
      'a list at the column of its key',
      'services:\n  api:\n    environment:\n    - A=1\n    labels:\n    - B=2\n',
      ['4 A=1'],
    ],
    [
      'from the shell',
      'services:\n  a:\n    environment:\n      A:\n      B: null\n  b:\n    environment:\n      - C\n',
      [],
    ],
    [
      'braces',
      'services:\n  a:\n    environment: { A: "x, y", B: z }\n  b:\n    environment: ["C=1", D=2]\n',
      ['3 A=x, y', '3 B=z', '5 C=1', '5 D=2'],
    ],
    [
      'an anchor',
      'services:\n  a:\n    environment: &common\n      A: 1\n  b:\n    environment: *common\n',
      ['4 A=1'],
    ],
    ['a merged map', 'services:\n  a:\n    environment:\n      <<: *common\n      A: 1\n', ['5 A=1']],
    [
      'a text of several lines',
      'services:\n  a:\n    environment:\n      A: |\n        B: 1\n      C: x\n        D: y\n      E: 2\n',
      ['8 E=2'],
    ],
    [
      'elsewhere',
      'environment:\n  A: 1\nservices:\n  environment:\n    A: 1\n  a:\n    build:\n      environment:\n        A: 1\n',
      [],
    ],
    ['another document', 'services:\n  a:\n    environment:\n---\n      A: 1\n', []],
    ['tabs', 'services:\n\ta:\n\t\tenvironment:\n\t\t\tA: 1\n', []],
    ['Windows lines', 'services:\r\n  a:\r\n    environment:\r\n      A: 1\r\n', ['4 A=1']],
    ['quoted keys', '"services":\n  a:\n    \'environment\':\n      "A": 1\n', ['4 A=1']],
  ])('%s', (_, text, expected) => {
    expect(print(text, read?.(text) ?? [])).toEqual(expected);
  });
});

describe('a file of a CI service', () => {
  test('GitHub: workflow, job, step, container; no script and no input', () => {
    const text = [
      'env:',
      '  A: 1',
      'jobs:',
      '  build:',
      '    env:',
      '      B: 2',
      '    container:',
      '      image: x',
      '      env:',
      '        C: 3',
      '    steps:',
      '      - uses: some/action@v4',
      '        with:',
      '          env: production',
      '      - name: run',
      '        env:',
      '          D: ${{ vars.ORIGINS }}',
      '        run: |',
      '          env:',
      '            E: 5',
      '    strategy:',
      '      matrix:',
      '        env:',
      '          F: 6',
    ].join('\n');
    expect(print(text, workflowReader('ci.yml')?.(text) ?? [])).toEqual([
      '2 A=1',
      '6 B=2',
      '10 C=3',
      '17 D=${{ vars.ORIGINS }}',
    ]);
  });

  test('GitLab: of all jobs, of one, of a rule, with a description', () => {
    const text = [
      'variables:',
      '  A: "1"',
      '  B:',
      '    value: "2"',
      '    description: "two: 2"',
      'build:deploy:',
      '  variables:',
      '    C: 3',
      '  rules:',
      '    - if: $X == "1"',
      '      variables:',
      '        D: 4',
      '  script:',
      '    - echo "variables: 5"',
    ].join('\n');
    const read = variableReader('.gitlab-ci.yml');
    expect(print(text, read?.(text) ?? [])).toEqual(['2 A=1', '4 B=2', '8 C=3', '12 D=4']);
  });
});

describe('what may be shown', () => {
  test.each<readonly [variable: string, value: string, shown: string | undefined]>([
    ['ORIGINS', '*', '*'],
    ['ORIGINS', '', ''],
    ['ORIGINS', 'https://a.example, http://localhost:3000', 'https://a.example, http://localhost:3000'],
    ['ORIGINS', '["https://a.example","https://b.example/"]', '["https://a.example","https://b.example/"]'],
    ['ORIGINS', 'https://${HOST}', 'https://${HOST}'],
    ['ORIGINS', '${{ vars.ORIGINS }}', '${{ vars.ORIGINS }}'],
    ['ORIGINS', '${ORIGINS:-*}', '${ORIGINS:-*}'],
    ['ORIGINS', 'http://[::1]:3000', 'http://[::1]:3000'],
    ['PATTERN', '^https://.*\\.example\\.com$', '^https://.*\\.example\\.com$'],
    [
      'PATTERN',
      '^https?:\\/\\/(.+\\.)?example\\.com(:\\d+)?$',
      '^https?:\\/\\/(.+\\.)?example\\.com(:\\d+)?$',
    ],
    ['ORIGINS', 'https://main.d1a2b3c4d5e6f7.amplifyapp.com', 'https://main.d1a2b3c4d5e6f7.amplifyapp.com'],
    ['ORIGINS', 'a`b', "a'b"],
    ['DEBUG', 'True', 'True'],
    ['METHODS', 'GET,POST', 'GET,POST'],
    ['HEADERS', 'Content-Type, X-Requested-With', 'Content-Type, X-Requested-With'],
    ['HOST', 'localhost:3000', 'localhost:3000'],
    ['CORS_ALLOW_CREDENTIALS', 'true', 'true'],
    ['CORS_ALLOW_CREDENTIALS', 'hunter2', undefined],
    // Names of secrets, whatever the value.
    ...[
      'SECRET',
      'JWT_TOKEN',
      'API_KEY',
      'apiKey',
      'DB_PASSWORD',
      'PGPASS',
      'PRIVATE_HOST',
      'CREDENTIALS',
      'SENTRY_DSN',
    ].map((name) => [name, 'true', undefined] as const),
    // Secrets in names that do not say so.
    ['ORIGINS', 'https://user:pass@a.example', 'https://***@a.example'],
    ['ORIGINS', 'https://user:pa/ss?w#d@a.example/x', 'https://***@a.example/…'],
    ['ORIGINS', 'https://user:p@ss@a.example', 'https://***@a.example'],
    ['ORIGINS', 'https://user:pa,ss@a.example', undefined],
    ['ORIGINS', 'https://user:12,ss@a.example', undefined],
    ['ORIGINS', 'https://ghp_abcdef@a.example', 'https://***@a.example'],
    ['ORIGINS', 'https://a.example/hook/T0/B0?token=x', 'https://a.example/…'],
    ['ORIGINS', 'https://a.example?token=x', 'https://a.example?…'],
    ['DATABASE_URL', 'postgres://user:pass@db:5432/x', undefined],
    ['CACHE', 'redis://:pass@cache:6379', undefined],
    ['LOGIN', 'user:password', undefined],
    ['LOGIN', 'user@a.example', undefined],
    ['STORE', 'Server=db;Password=x', undefined],
    ['ORIGINS', 'sk_live_abcdefghij', undefined],
    ['ORIGINS', 'AKIAIOSFODNN7EXAMPLE', undefined],
    ['ORIGINS', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', undefined],
    ['ORIGINS', '550e8400-e29b-41d4-a716-446655440000', undefined],
    ['ORIGINS', 'dGhpcyBpcyBhIHNlY3JldCB0ZXh0', undefined],
    ['ORIGINS', '-----BEGIN X-----\nabc', undefined],
    ['ORIGINS', `https://${'a1'.repeat(20)}.example`, undefined],
    ['ORIGINS', `https://${'a'.repeat(400)}.example`, undefined],
    ['ORIGINS', '\u0007', undefined],
  ])('%s=%s', (variable, value, shown) => {
    expect(shownValue(variable, value)).toBe(shown);
  });

  test('a long list is cut', () => {
    const shown = shownValue(
      'ORIGINS',
      Array.from({ length: 30 }, (_, at) => `https://a${at}.example`).join(','),
    );
    expect(shown).toHaveLength(160);
    expect(shown?.endsWith('…')).toBe(true);
  });

  test('no password of a URL is ever shown', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9!$%^&*()_+=:;,?/#~-]{6,20}$/);
    fc.assert(
      fc.property(secret, fc.constantFrom('https', 'http', 'wss'), (password, scheme) => {
        const shown = shownValue('ORIGINS', `${scheme}://user:${password}@a.example`);
        expect(shown === undefined || !shown.includes(password)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the files around a source', () => {
  function around(
    files: Readonly<Record<string, string>>,
    from: string,
    variable: string,
    roots: readonly string[] = ['/w'],
  ): readonly string[] {
    const view = createView(roots.map(uriOf));
    return runNow(variablesAround(view, uriOf(from)), memoryFiles(files))(variable).map(printSetting);
  }
  const printSetting = ({ file, line, shown }: VariableSetting) => `${file}:${line + 1} ${shown ?? '?'}`;

  test('nearer folders first, up to the workspace folder, CI last', () => {
    const files = {
      '/.env': 'A=out',
      '/w/.env': '\nA=root',
      '/w/.env.production': 'A=prod',
      '/w/compose.yaml': 'services:\n  x:\n    environment:\n      A: compose\n',
      '/w/.github/workflows/ci.yml': 'env:\n  A: ci\n',
      '/w/.gitlab-ci.yml': 'variables:\n  A: gitlab\n',
      '/w/api/.env.local': 'A=near',
      '/w/api/src/main.py': '',
      '/w/web/.env': 'A=beside',
    };
    expect(around(files, '/w/api/src/main.py', 'A')).toEqual([
      'api/.env.local:1 near',
      '.env:2 root',
      '.env.production:1 prod',
      '.gitlab-ci.yml:2 gitlab',
      'compose.yaml:4 compose',
      '.github/workflows/ci.yml:2 ci',
    ]);
    expect(around(files, '/w/main.py', 'B')).toEqual([]);
  });

  test('outside of the workspace only its own repository counts', () => {
    const files = { '/.env': 'A=out', '/x/.git': '', '/x/.env': 'A=in', '/x/y/a.py': '' };
    expect(around(files, '/x/y/a.py', 'A')).toEqual(['.env:1 in']);
    expect(around(files, 'untitled-1', 'A')).toEqual([]);
  });

  test('a host that waits for its client says the same', async () => {
    const files = memoryFiles({ '/w/.env': 'A=1', '/w/a.py': '' });
    const host = createHost(later(files), {
      roots: () => [uriOf('/w')],
      ruleIds: [],
      packages: [],
      prefilter: { text: () => true },
    });
    const ask = async () => (await host.variables(uriOf('/w/a.py')))('A').map(printSetting);
    expect(await ask()).toEqual(['.env:1 1']);
    const asked = files.asked.length;
    expect(await ask()).toEqual(['.env:1 1']);
    expect(files.asked.length).toBe(asked);
    host.changed([uriOf('/w/.env')], 'content');
    await ask();
    expect(files.asked.length).toBeGreaterThan(asked);
  });

  test('names in another case are found, and told as they are written', () => {
    const view = createView([uriOf('/w')]);
    const files = memoryFiles({ '/w/.env': 'cors_origins=*', '/w/a.py': '' });
    const [found] = runNow(variablesAround(view, uriOf('/w/a.py')), files)('CORS_ORIGINS');
    expect(found?.variable).toBe('cors_origins');
  });

  test('keys, archives, sources and copies are not read', () => {
    for (const name of [
      '.env.keys',
      '.env.vault',
      '.env.ts',
      '.env.py',
      '.env.gpg',
      '.env~',
      '.environment',
      'env',
    ])
      expect([name, tellsVariables(uriOf(`/w/${name}`))]).toEqual([name, false]);
    for (const name of [
      '.env',
      '.env.production',
      '.env.local.example',
      'docker-compose.override.yml',
      'compose.yaml',
      '.gitlab-ci.yml',
      '.github/workflows/a.yml',
    ])
      expect([name, tellsVariables(uriOf(`/w/${name}`))]).toEqual([name, true]);
    expect(tellsVariables(uriOf('/w/workflows/a.yml'))).toBe(false);
  });

  test('no link is followed, neither a file nor a folder', () => {
    const outside = folderWith({ '.env': 'A=1', 'workflows/a.yml': 'env:\n  A: 2' });
    const root = folderWith({ 'main.py': '', '.github/': '', 'real/main.py': '' });
    symlinkSync(join(outside, '.env'), join(root, '.env'));
    symlinkSync(join(outside, 'workflows'), join(root, '.github/workflows'));
    symlinkSync(outside, join(root, 'linked'));
    const ask = (file: string) =>
      runNow(variablesAround(createView([uriOf(root)]), uriOf(join(root, file))), localFiles)('A');
    expect(ask('main.py')).toEqual([]);
    expect(ask('linked/main.py')).toEqual([]);
  });

  test('many and large files are bounded', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`/w/.env.e${at}`, 'A=1']));
    expect(around({ ...many, '/w/a.py': '' }, '/w/a.py', 'A').length).toBeLessThanOrEqual(24);
    expect(around({ '/w/.env': `${'#'.repeat(300_000)}\nA=1`, '/w/a.py': '' }, '/w/a.py', 'A')).toEqual([]);
    const long = Array.from({ length: 5000 }, (_, at) => `A${at}=1`).join('\n');
    expect(around({ '/w/.env': long, '/w/a.py': '' }, '/w/a.py', 'A4999')).toEqual([]);
  });
});

test('no text makes a reader throw, and what it finds lies in the text', () => {
  const pieces = fc.constantFrom(
    ...[
      'services:',
      'environment:',
      'env:',
      'variables:',
      'jobs:',
      'A',
      '=',
      ': ',
      ':',
      '- ',
      '-',
      '\n',
      '\r\n',
      '  ',
      ' ',
    ],
    ...[
      '"',
      "'",
      '`',
      '#',
      '{',
      '}',
      '[',
      ']',
      ',',
      '|',
      '>',
      '&x',
      '*x',
      '---',
      '\t',
      '\\',
      '\u{1f600}',
      'https://u:p@h',
    ],
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  const readers = ['.env', 'compose.yml', '.gitlab-ci.yml']
    .map(variableReader)
    .concat(workflowReader('a.yml'));
  fc.assert(
    fc.property(text, (written) => {
      for (const read of readers) {
        for (const { variable, value, start, end } of read?.(written) ?? []) {
          expect(written.slice(start, end)).toMatch(/^["']?(?:value|[A-Za-z_])/);
          expect(end).toBeLessThanOrEqual(written.length);
          shownValue(variable, value);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('hostile texts take no time that grows faster than they do', () => {
  const readers = ['.env', 'compose.yml', '.gitlab-ci.yml']
    .map(variableReader)
    .concat(workflowReader('a.yml'));
  const texts = [
    'A="',
    '- ',
    'a:\n',
    ' '.repeat(50),
    '{"',
    "'",
    'A=`x\n',
    'services:\n  a:\n    environment: {',
    '#',
    '\\',
  ];
  const started = performance.now();
  for (const piece of texts) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    for (const read of readers) read?.(text);
    shownValue('A', text);
    shownValue('A', `https://${text.slice(0, 250)}`);
  }
  expect(performance.now() - started).toBeLessThan(8000);
});
