import { describe, expect, test } from 'vitest';
import { analyze, mergeFindings } from '../../server/src/core/index.ts';
import { projectOf } from '../support/project.ts';

/** Severity and related places of what is said of a gateway and the function behind it. */
function told(files: Readonly<Record<string, string>>): readonly string[] {
  const project = projectOf({ files });
  const findings = mergeFindings(Object.keys(files).map((path) => analyze(project, path)));
  return findings
    .filter(({ rule }) => rule === 'duplicate-cors-headers')
    .map(({ place, severity, related }) =>
      [severity, place.uri, ...related.map((one) => one.place.uri)].join(' '),
    );
}

const WRITES = `exports.handler = async () => ({
  statusCode: 200,
  headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' },
});
`;
const PYTHON_WRITES = `def handler(event, context):
    return {"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "https://app.example.com"}}
`;
const TOLD = ['warning infra/stack.ts lambda/index.js'];
const TOLD_PYTHON = ['warning infra/stack.py lambda/index.py'];

const stack = (made: string, before = '') => `import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
${before}
class A extends Stack {
  build(id: string) {
    const fn = ${made};
    fn.addFunctionUrl({ cors: { allowedOrigins: ['https://app.example.com'] } });
  }
}
`;
const inFolder = (folder: string, before?: string) =>
  stack(
    `new lambda.Function(this, 'F', { code: lambda.Code.fromAsset(${folder}), handler: 'index.handler' })`,
    before,
  );

describe('a folder in TypeScript', () => {
  test.each([
    ['join', `path.join(__dirname, '..', 'lambda')`],
    ['resolve', `path.resolve(__dirname, '../lambda')`],
    ['a template', '`${__dirname}/../lambda`'],
    ['a sum', `__dirname + '/../lambda'`],
    ['a module', `path.join(import.meta.dirname, '../lambda')`],
    ['an address', `fileURLToPath(new URL('../lambda', import.meta.url))`],
    ['the folder of the project', `'lambda'`],
    ['the folder of the project with a dot', `'./lambda/'`],
    ['the working folder', `path.join(process.cwd(), 'lambda')`],
  ])('%s', (_, folder) => {
    const files = { 'infra/stack.ts': inFolder(folder), 'cdk.json': '{}', 'lambda/index.js': WRITES };
    expect(told(files)).toEqual(TOLD);
  });

  test('a name for it', () => {
    const before = `const here = path.dirname(fileURLToPath(import.meta.url));\nconst CODE = path.join(here, '../lambda');`;
    expect(told({ 'infra/stack.ts': inFolder('CODE', before), 'lambda/index.js': WRITES })).toEqual(TOLD);
  });

  test.each([
    ['nobody knows', 'path.join(__dirname, id)'],
    ['absolute', `'/srv/lambda'`],
    ['of the project, which nothing marks', `'lambda'`],
    ['another', `path.join(__dirname, '../other')`],
    ['spread', 'path.join(...[__dirname, "../lambda"])'],
  ])('%s: nothing is told', (_, folder) => {
    expect(told({ 'infra/stack.ts': inFolder(folder), 'lambda/index.js': WRITES })).toEqual([]);
  });
});

describe('a folder in Python', () => {
  const python = (folder: string) => `import os
import pathlib
from pathlib import Path
from aws_cdk import Stack, aws_lambda as lambda_

HERE = os.path.dirname(os.path.abspath(__file__))

class A(Stack):
    def build(self):
        fn = lambda_.Function(self, "F", code=lambda_.Code.from_asset(${folder}), handler="index.handler")
        fn.add_function_url(cors=lambda_.FunctionUrlCorsOptions(allowed_origins=["https://app.example.com"]))
`;
  test.each([
    ['join', 'os.path.join(os.path.dirname(__file__), "..", "lambda")'],
    ['join of a name', 'os.path.join(HERE, "../lambda")'],
    ['pathlib', 'str(Path(__file__).parent.parent / "lambda")'],
    ['parents', 'str(pathlib.Path(__file__).resolve().parents[1] / "lambda")'],
    ['joinpath', 'Path(__file__).parent.joinpath("..", "lambda").as_posix()'],
    ['a template', 'f"{HERE}/../lambda"'],
    ['the folder of the project', '"lambda"'],
    ['the working folder', 'os.path.join(os.getcwd(), "lambda")'],
  ])('%s', (_, folder) => {
    const files = { 'infra/stack.py': python(folder), 'cdk.json': '{}', 'lambda/index.py': PYTHON_WRITES };
    expect(told(files)).toEqual(TOLD_PYTHON);
  });

  test('subtracted: nothing is told', () => {
    const files = { 'infra/stack.py': python('HERE - "lambda"'), 'lambda/index.py': PYTHON_WRITES };
    expect(told(files)).toEqual([]);
  });
});

test('the function is in another language than the gateway', () => {
  const files = {
    'infra/stack.ts': inFolder(`path.join(__dirname, '../lambda')`),
    'lambda/index.py': PYTHON_WRITES,
  };
  expect(told(files)).toEqual(['warning infra/stack.ts lambda/index.py']);
});

describe('a function', () => {
  const common = `const common = { code: lambda.Code.fromAsset(path.join(__dirname, '../lambda')), handler: 'index.handler' };`;
  test.each([
    ['properties of a name', `new lambda.Function(this, 'F', common)`, common],
    ['properties that are spread', `new lambda.Function(this, 'F', { ...common, timeout: id })`, common],
    [
      'the handler after a spread',
      `new lambda.Function(this, 'F', { ...common, handler: 'index.handler' })`,
      common,
    ],
    [
      'an alias',
      `new lambda.Alias(this, 'A', { aliasName: 'live', version: base.currentVersion })`,
      `${common}\nconst base = new lambda.Function(x, 'F', common);`,
    ],
    ['Node', `new NodejsFunction(this, 'F', { entry: path.join(__dirname, '../lambda/index.js') })`, ''],
    [
      'Node, a handler with a dot',
      `new NodejsFunction(this, 'F', { entry: path.join(__dirname, '../lambda/index.js'), handler: 'index.handler' })`,
      '',
    ],
  ])('%s', (_, made, before) => {
    expect(told({ 'infra/stack.ts': stack(made, before), 'lambda/index.js': WRITES })).toEqual(TOLD);
  });

  test.each([
    ['another handler', `new lambda.Function(this, 'F', { ...common, handler: 'index.other' })`, common],
    ['properties that nobody knows', `new lambda.Function(this, 'F', { ...common, ...id })`, common],
    [
      'one of two',
      `id ? new lambda.Function(this, 'F', common) : new lambda.Function(this, 'G', {})`,
      common,
    ],
    ['a library of its own', `new Other.Function(this, 'F', common)`, common],
    [
      'Node with code of its own',
      `new NodejsFunction(this, 'F', { entry: path.join(__dirname, '../lambda/index.js'), code: lambda.Code.fromAsset('x') })`,
      '',
    ],
    ['Node, properties that nobody knows', `new NodejsFunction(this, 'index', id)`, ''],
  ])('%s: nothing is told', (_, made, before) => {
    const files = {
      'infra/stack.ts': stack(made, before),
      'lambda/index.js': WRITES,
      'infra/stack.index.ts': WRITES,
    };
    expect(told(files)).toEqual([]);
  });
});

test('a helper that makes several: each folder with its own handler', () => {
  const infra = `import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
class A extends Stack {
  build() {
    const make = (name: string, handler: string) => {
      const code = lambda.Code.fromAsset(path.join(__dirname, '..', name));
      const fn = new lambda.Function(this, name, { code, handler });
      fn.addFunctionUrl({ cors: { allowedOrigins: ['https://app.example.com'] } });
    };
    make('lambda', 'index.handler');
    make('other', 'main.handler');
  }
}
`;
  const quiet = 'exports.handler = async () => ({});';
  const files = { 'infra/stack.ts': infra, 'lambda/index.js': quiet, 'other/main.js': quiet };
  expect(told(files)).toEqual([]);
  expect(told({ ...files, 'lambda/index.js': WRITES })).toEqual(TOLD);
  expect(told({ ...files, 'other/main.js': WRITES })).toEqual(['warning infra/stack.ts other/main.js']);
  // Nobody is called `lambda/main.handler`.
  expect(told({ ...files, 'lambda/main.js': WRITES })).toEqual([]);
});

describe('what the function does', () => {
  const run = (index: string, more: Readonly<Record<string, string>> = {}) =>
    told({
      'infra/stack.ts': inFolder(`path.join(__dirname, '../lambda')`),
      'lambda/index.ts': index,
      ...more,
    });
  const HEADERS = `{ 'Access-Control-Allow-Origin': 'https://app.example.com' }`;

  test.each([
    ['a table of headers', `const headers = ${HEADERS};\nexport const handler = async () => ({ headers });`],
    [
      'a helper',
      `const reply = () => ({ headers: ${HEADERS} });\nexport async function handler() { return reply(); }`,
    ],
    ['wrapped', `const main = async () => ({ headers: ${HEADERS} });\nexport const handler = wrap(main);`],
    ['exported apart', `const main = async () => ({ headers: ${HEADERS} });\nexport { main as handler };`],
    [
      'a class',
      `class Api { answer() { return { headers: ${HEADERS} }; } }\nconst api = new Api();\nexport const handler = () => api.answer();`,
    ],
    [
      'an answer for either case',
      `export const handler = (e) => ({ headers: { 'Access-Control-Allow-Origin': process.env.OPEN ? '*' : 'https://app.example.com' } });`,
    ],
  ])('%s', (_, index) => {
    expect(run(index)).toEqual(['warning infra/stack.ts lambda/index.ts']);
  });

  test.each([
    ['`process.env.ALLOWED`', '`Access-Control-Allow-Origin` with what `ALLOWED` holds'],
    ["process.env.ALLOWED || '*'", '`Access-Control-Allow-Origin: *` (when `ALLOWED` is unset)'],
    ["process.env.ALLOWED ?? 'https://app.example.com'", '(when `ALLOWED` is unset)'],
  ])('a variable of the environment: %s', (value, said) => {
    const index = `export const handler = async () => ({ headers: { 'Access-Control-Allow-Origin': ${value.replaceAll('`', '')} } });`;
    const project = projectOf({
      files: { 'infra/stack.ts': inFolder(`path.join(__dirname, '../lambda')`), 'lambda/index.ts': index },
    });
    const [finding] = analyze(project, 'infra/stack.ts').findings;
    expect(finding?.confidence).toBe('possible');
    expect(finding?.message).toContain(said);
  });

  test.each([
    ['passed on', `export { handler } from './other';`],
    ['of another file', `import { handler as main } from './other';\nexport const handler = main;`],
    ['of a whole module', `import * as other from './other';\nexport const handler = () => other.handler();`],
  ])('%s', (_, index) => {
    const other = `export const handler = async () => ({ headers: ${HEADERS} });`;
    expect(run(index, { 'lambda/other.ts': other })).toEqual(['warning infra/stack.ts lambda/other.ts']);
  });

  test.each([
    [
      'only on preflights',
      `export const handler = (event) => {\n  if (event.requestContext.http.method === 'OPTIONS') return { headers: ${HEADERS} };\n  return { body: '' };\n};`,
    ],
    [
      'only under a condition',
      `export const handler = (event) => {\n  if (process.env.LOCAL === '1') return { headers: ${HEADERS} };\n  return { body: '' };\n};`,
    ],
    [
      'what a call gives',
      `export const handler = (event) => ({ headers: { 'Access-Control-Allow-Origin': originFor(event) } });`,
    ],
    [
      'in another function',
      `export const other = () => ({ headers: ${HEADERS} });\nexport const handler = () => ({ body: '' });`,
    ],
    [
      'for others',
      `export const handler = (event) => {\n  const headers = {};\n  if (event.headers.origin === 'https://partner.example.com') headers['Access-Control-Allow-Origin'] = event.headers.origin;\n  return { headers };\n};`,
    ],
    ['not at all', `export const handler = () => ({ body: '' });`],
  ])('%s: nothing is told', (_, index) => {
    expect(run(index)).toEqual([]);
  });

  test('imports in a circle end', () => {
    const index = `import { b } from './b';\nexport const handler = () => b();`;
    const b = `import { handler } from './index';\nexport const b = () => handler();`;
    expect(run(index, { 'lambda/b.ts': b })).toEqual([]);
  });
});
