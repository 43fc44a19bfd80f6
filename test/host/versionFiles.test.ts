import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SOURCES, sourceRank } from '../../server/src/host/versions/sources.ts';
import { pythonName } from '../../server/src/host/versions/stated.ts';

/** What a file of this name states, in short: `name version`, `name (range)`, `name`. */
function read(file: string, text: string): readonly string[] {
  const source = SOURCES[sourceRank(file)];
  if (!source) throw new Error(`${file} is not known`);
  return source.parse(text).map((one) => {
    const what = one.version ?? (one.range === undefined ? '' : `(${one.range})`);
    const where = one.below === undefined ? '' : ` below ${one.below}`;
    const how = one.indirect ? ' indirect' : '';
    const ranges = one.ranges === undefined ? '' : ` for ${one.ranges.join(' or ')}`;
    return `${one.name} ${what}${where}${how}${ranges}`.trim();
  });
}

const cases: readonly [what: string, file: string, text: string, stated: readonly string[]][] = [
  [
    'package-lock 3: the project, its workspaces, not what lies inside packages',
    'package-lock.json',
    JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { name: 'app', version: '1.0.0', dependencies: { cors: '^2.8.0' } },
        'node_modules/cors': { version: '2.8.5' },
        'node_modules/@nestjs/core': { version: '10.3.0' },
        'node_modules/express/node_modules/cors': { version: '1.0.0' },
        'packages/api': { name: 'api', version: '0.1.0' },
        'packages/api/node_modules/cors': { version: '2.7.1' },
        'node_modules/api': { resolved: 'packages/api', link: true },
        'packages/my-node_modules/x': { version: '9.0.0' },
      },
    }),
    ['cors 2.8.5', '@nestjs/core 10.3.0', 'cors 2.7.1 below packages/api'],
  ],
  [
    'package-lock 1',
    'package-lock.json',
    JSON.stringify({
      lockfileVersion: 1,
      dependencies: {
        cors: { version: '2.8.4', dependencies: { vary: { version: '1.0.0' } } },
        mine: { version: 'file:../mine' },
      },
    }),
    ['cors 2.8.4'],
  ],
  [
    'shrinkwrap',
    'npm-shrinkwrap.json',
    '{"packages":{"node_modules/cors":{"version":"2.8.5"}}}',
    ['cors 2.8.5'],
  ],
  [
    'pnpm 9',
    'pnpm-lock.yaml',
    `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      cors:
        specifier: ^2.8.5
        version: 2.8.5
      '@nestjs/core':
        specifier: ^10
        version: 10.3.0(reflect-metadata@0.2.1)(rxjs@7.8.1)
      api:
        specifier: workspace:*
        version: link:packages/api

  packages/api:
    devDependencies:
      cors:
        specifier: ~2.7
        version: 2.7.1

packages:

  '@nestjs/core@10.3.0':
    resolution: {integrity: sha512-x}

  cors@2.8.5:
    resolution: {integrity: sha512-x}
    engines: {node: '>= 0.10'}

snapshots:

  vary@1.1.2: {}
`,
    [
      'cors 2.8.5',
      '@nestjs/core 10.3.0',
      'cors 2.7.1 below packages/api',
      '@nestjs/core 10.3.0 indirect',
      'cors 2.8.5 indirect',
      'vary 1.1.2 indirect',
    ],
  ],
  [
    'pnpm 5, with Windows line ends',
    'pnpm-lock.yaml',
    'lockfileVersion: 5.4\r\n\r\nspecifiers:\r\n  cors: ^2.8.5\r\n\r\ndependencies:\r\n  cors: 2.8.5_express@4.18.2\r\n\r\npackages:\r\n\r\n  /cors/2.8.5_express@4.18.2:\r\n    dev: false\r\n\r\n  /@koa/cors/5.0.0:\r\n    dev: false\r\n',
    ['cors 2.8.5', 'cors 2.8.5 indirect', '@koa/cors 5.0.0 indirect'],
  ],
  [
    'pnpm 6',
    'pnpm-lock.yaml',
    "lockfileVersion: '6.0'\ndependencies:\n  cors:\n    specifier: ^2\n    version: 2.8.5\npackages:\n  /cors@2.8.5:\n    dev: false\n",
    ['cors 2.8.5', 'cors 2.8.5 indirect'],
  ],
  [
    'yarn 1',
    'yarn.lock',
    '# yarn lockfile v1\n\n\n"@koa/cors@^5.0.0":\n  version "5.0.0"\n  resolved "https://example.com/x.tgz#1"\n  dependencies:\n    vary "^1.1.2"\n\ncors@^2.7.0, cors@^2.8.5:\n  version "2.8.5"\n',
    ['@koa/cors 5.0.0 for ^5.0.0', 'cors 2.8.5 for ^2.7.0 or ^2.8.5'],
  ],
  [
    'yarn 4',
    'yarn.lock',
    '__metadata:\n  version: 8\n\n"app@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "app@workspace:."\n\n"cors@npm:^2.8.5, cors@npm:~2.8":\n  version: 2.8.5\n  resolution: "cors@npm:2.8.5"\n',
    ['cors 2.8.5 for ^2.8.5 or ~2.8'],
  ],
  [
    'bun',
    'bun.lock',
    `{
  "lockfileVersion": 1,
  "workspaces": { "": { "name": "app" }, "packages/api": { "name": "@me/api", "dependencies": { "cors": "2.7.1" } } },
  "packages": {
    "@me/api": ["@me/api@workspace:packages/api"],
    "cors": ["cors@2.8.5", "", { "dependencies": {} }, "sha512-x"],
    "@me/api/cors": ["cors@2.7.1", "", {}, "sha512-x"],
    "express/cors": ["cors@1.0.0", "", {}, "sha512-x"],
  },
}`,
    ['cors 2.8.5', 'cors 2.7.1 below packages/api'],
  ],
  [
    'package.json: exact, range, tag, address, workspace, the first section wins',
    'package.json',
    JSON.stringify({
      dependencies: {
        cors: '2.8.5',
        hono: '^4.0.0',
        koa: 'latest',
        mine: 'file:../x',
        other: 'github:o/r',
        ws: 'workspace:^1.2.0',
      },
      devDependencies: { cors: '^1.0.0', express: '>=4 <6' },
      peerDependencies: { fastify: '*' },
      scripts: { cors: 'x' },
    }),
    ['cors 2.8.5', 'hono (^4.0.0)', 'koa', 'mine', 'other', 'ws (^1.2.0)', 'express (>=4 <6)', 'fastify (*)'],
  ],
  [
    'uv.lock',
    'uv.lock',
    'version = 1\nrequires-python = ">=3.9"\n\n[[package]]\nname = "starlette"\nversion = "0.36.3"\nsource = { registry = "https://example.com/simple" }\ndependencies = [\n    { name = "anyio" },\n]\n\n[package.metadata]\nversion = "9"\n\n[[package]]\nname = "Flask_Cors"\nversion = "4.0.0"\n',
    ['starlette 0.36.3', 'flask-cors 4.0.0'],
  ],
  [
    'poetry.lock with Windows line ends',
    'poetry.lock',
    '[[package]]\r\nname = "flask-cors"\r\nversion = "3.0.10"\r\n\r\n[package.dependencies]\r\nname = "x"\r\n\r\n[metadata]\r\nlock-version = "2.0"\r\n',
    ['flask-cors 3.0.10'],
  ],
  ['pdm.lock', 'pdm.lock', '[[package]]\nname = "fastapi"\nversion = "0.110.0"\n', ['fastapi 0.110.0']],
  ['pylock', 'pylock.toml', "[[packages]]\nname = 'django'\nversion = '5.0'\n", ['django 5.0']],
  [
    'Pipfile.lock',
    'Pipfile.lock',
    '{"_meta":{},"default":{"flask-cors":{"version":"==3.0.10","hashes":[]},"mine":{"path":"."}},"develop":{"Django":{"version":"==4.2"}}}',
    ['flask-cors 3.0.10', 'mine', 'django 4.2'],
  ],
  [
    'Pipfile',
    'Pipfile',
    '[packages]\nflask-cors = "*"\nstarlette = {version = ">=0.30", extras = ["full"]}\n[dev-packages]\ndjango = "==4.2"\n[requires]\npython_version = "3.11"\n',
    ['flask-cors', 'starlette (>=0.30)', 'django 4.2'],
  ],
  [
    'requirements',
    'requirements.txt',
    '# a comment\n-r base.txt\n--index-url https://example.com\nFlask_Cors == 3.0.10  # pinned\nstarlette[full]==0.36.3 ; python_version >= "3.8"\nfastapi>=0.100,<1\ndjango-cors-headers==4.3.1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nsanic\naiohttp==3.9.*\nmine @ https://example.com/mine.whl\n./local\n\ntornado~=6.1\nquart===0.19.0\nflask (==2.3.0)\n',
    [
      'flask-cors 3.0.10',
      'starlette 0.36.3',
      'fastapi (>=0.100,<1)',
      'django-cors-headers 4.3.1',
      'sanic',
      'aiohttp (==3.9.*)',
      'mine',
      'tornado (~=6.1)',
      'quart 0.19.0',
      'flask 2.3.0',
    ],
  ],
  ['other requirement files', 'requirements-dev.txt', 'flask==3.0.0', ['flask 3.0.0']],
  ['dev-requirements', 'dev-requirements.txt', 'flask==3.0.0', ['flask 3.0.0']],
  ['requirements.in', 'requirements.in', 'flask>2', ['flask (>2)']],
  ['constraints', 'constraints.txt', 'flask==3.0.0', ['flask 3.0.0']],
  [
    'pyproject: PEP 621, PEP 735, uv, pdm',
    'pyproject.toml',
    '[project]\nname = "x"\nversion = "1"\ndependencies = ["fastapi[all]>=0.100", "starlette==0.36.3"]\n[project.optional-dependencies]\nweb = ["Flask-CORS~=4.0"]\n[dependency-groups]\ndev = ["django", {include-group = "web"}]\n[tool.uv]\ndev-dependencies = ["sanic<24"]\n[tool.pdm.dev-dependencies]\ntest = ["quart"]\n',
    ['fastapi (>=0.100)', 'starlette 0.36.3', 'flask-cors (~=4.0)', 'django', 'quart', 'sanic (<24)'],
  ],
  [
    'pyproject: Poetry',
    'pyproject.toml',
    '[tool.poetry.dependencies]\npython = "^3.11"\nfastapi = "^0.110"\nFlask-Cors = { version = "4.0.0", optional = true }\nstarlette = "==0.36.3"\nmine = { path = "../x" }\nmany = [{version = "1", python = "<3.9"}]\n[tool.poetry.group.dev.dependencies]\ndjango = "*"\n[tool.poetry.dev-dependencies]\nsanic = "~23"\n',
    ['fastapi (^0.110)', 'flask-cors 4.0.0', 'starlette 0.36.3', 'mine', 'many', 'django', 'sanic (~23)'],
  ],
  [
    'setup.cfg',
    'setup.cfg',
    '[metadata]\nname = x\n[options]\npackages = find:\ninstall_requires =\n    flask-cors>=3\n    # no\n    starlette==0.36.3; python_version > "3"\npython_requires = >=3.8\n[options.extras_require]\nweb =\n    django\n[flake8]\nignore = E501\n',
    ['flask-cors (>=3)', 'starlette 0.36.3', 'django'],
  ],
  [
    'setup.py',
    'setup.py',
    "from setuptools import setup\nrequires = ['fastapi']\nsetup(\n    name='x',\n    install_requires=[\n        'flask-cors>=3',  # it's here\n        \"starlette==0.36.3\",\n    ],\n    extras_require={'web': ['django>4'], 'all': []},\n    classifiers=['sanic'],\n)\n",
    ['fastapi', 'flask-cors (>=3)', 'starlette 0.36.3', 'django (>4)'],
  ],
  [
    'environment.yml',
    'environment.yml',
    'name: x\ndependencies:\n  - python=3.11\n  - conda-forge::starlette=0.36.3=pyh_0\n  - fastapi>=0.100\n  - django\n  - pip\n  - pip:\n      - flask-cors==4.0.0\n      - -r requirements.txt\n',
    ['python (=3.11)', 'starlette 0.36.3', 'fastapi (>=0.100)', 'django', 'pip', 'flask-cors 4.0.0'],
  ],
];

describe('what files state about versions', () => {
  test.each(cases)('%s', (_, file, text, stated) => {
    expect(read(file, text)).toEqual(stated);
  });

  test('every kind of file has a case', () => {
    const ranks = new Set(cases.map(([, file]) => sourceRank(file)));
    expect(SOURCES.filter((_, rank) => !ranks.has(rank)).map(({ name }) => name.source)).toEqual([]);
  });

  test.each([
    'tsconfig.json',
    'package.json.bak',
    'notes.txt',
    'requirements.md',
    'xrequirements.txt',
    'setup.ts',
  ])('%s states nothing', (file) => {
    expect(sourceRank(file)).toBe(-1);
  });
});

describe('broken files state nothing and throw nothing', () => {
  const hostile = [
    '',
    '{',
    '[',
    'null',
    '[]',
    '"x"',
    '{"packages": 3}',
    '{"packages":{"node_modules/x":null}}',
    'a: &a [*a, *a]',
    '<<<<<<< HEAD',
    '[[package]]\nname',
    '['.repeat(50_000),
    '{"a":'.repeat(20_000),
    '__proto__: 1',
  ];

  test.each(SOURCES.map((source) => [source.name.source, source] as const))('%s', (_, source) => {
    for (const text of hostile) expect(Array.isArray(source.parse(text))).toBe(true);
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(source.parse(text))));
  });

  test.each(cases)('every prefix: %s', (_, file, text) => {
    const source = SOURCES[sourceRank(file)];
    for (let end = 0; end < text.length; end += 3)
      expect(Array.isArray(source?.parse(text.slice(0, end)))).toBe(true);
  });
});

test.each([
  ['blanks', `flask${' '.repeat(100_000)}x`],
  ['brackets', `flask[${'['.repeat(100_000)}`],
  ['separators', `a${'-._'.repeat(30_000)}`],
  ['continued lines', '\\\n'.repeat(50_000)],
  ['lists', 'install_requires=['.repeat(5000)],
  ['quotes', "'".repeat(100_000)],
])('a hundred thousand %s are read in linear time', (_, text) => {
  // In quadratic time this takes minutes, and the test times out.
  for (const { parse } of SOURCES) expect(Array.isArray(parse(text))).toBe(true);
});

test.each([
  ['Flask_Cors', 'flask-cors'],
  ['zope.interface', 'zope-interface'],
  ['a-_.B', 'a-b'],
])('PEP 503: %s is %s', (written, name) => {
  expect(pythonName(written)).toBe(name);
});
