import { cdkRestApi } from '../../../server/src/core/frameworks/aws-cdk/rest-api.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { type Pools, type SourceCase, sourceCases } from '../sources.ts';

const VERSIONS = ['2.0.0', '2.90.0', '2.91.0', '2.276.0'];
const A = "'https://a.example'";
const NAMES = ["['X-Foo']", "['X-Foo', 'Authorization']", "['*']", '[]', 'undefined', 'null', "'X-Foo'"];

const POOLS: Pools = {
  allowOrigins: {
    chance: 16,
    values: [
      'Cors.ALL_ORIGINS',
      `[${A}]`,
      `['https://b.example', ${A}]`,
      `[${A}, 'https://b.example', 'null']`,
      `['https://c.example', ${A}, 'https://*.a.example']`,
      "['*']",
      "'*'",
      A,
      `['*', ${A}]`,
      '[]',
      "['https://a.example/']",
      "['https://*.a.example', 'https://b.example']",
      "['https://b.example', 'https://A.example']",
      "['https://b.example', 'https://.*a.example', 'https://c.example']",
      'undefined',
    ],
  },
  allowMethods: {
    chance: 5,
    values: [
      "['GET']",
      "['GET', 'PUT']",
      "['ANY']",
      "['ANY', 'GET']",
      "['*']",
      'Cors.ALL_METHODS',
      '[]',
      "'GET'",
    ],
  },
  allowHeaders: { chance: 5, values: [...NAMES, "[...Cors.DEFAULT_HEADERS, 'X-Foo']"] },
  exposeHeaders: { chance: 5, values: [...NAMES, "['X-Foo']"] },
  allowCredentials: { chance: 8, values: ['true', 'true', 'true', 'false', "'false'", 'undefined', '0'] },
  maxAge: {
    chance: 5,
    values: [
      'Duration.seconds(600)',
      'Duration.hours(1)',
      'Duration.days(1)',
      'Duration.seconds(0)',
      'Duration.millis(1500)',
      'Duration.millis(2000)',
      '600',
      'undefined',
    ],
  },
  disableCache: { chance: 2, values: ['true', 'true', 'false'] },
  statusCode: { chance: 3, values: ['200', '200', '204', 'undefined'] },
};

interface Construct {
  readonly node: { readonly defaultChild: { _toCloudFormation(): unknown } };
}
interface Cdk {
  readonly Stack: new (scope: unknown, id: string) => { resolve(value: unknown): unknown };
  readonly App: new () => unknown;
  readonly Duration: unknown;
  readonly aws_apigateway: {
    readonly Cors: unknown;
    readonly RestApi: new (
      scope: unknown,
      id: string,
    ) => { readonly root: { addCorsPreflight(options: unknown): Construct } };
  };
}

/** A method of API Gateway as CloudFormation reads it. */
interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Properties: {
          readonly HttpMethod: string;
          readonly Integration: {
            readonly Type: string;
            readonly IntegrationResponses: readonly {
              readonly StatusCode: string;
              readonly ResponseParameters: Readonly<Record<string, string>>;
              readonly ResponseTemplates?: Readonly<Record<string, string>>;
            }[];
          };
        };
      }
    >
  >;
}

const aliasOf = (version: string) => `aws-cdk-lib-${version}`;

const packages = () =>
  oraclePackages('aws-cdk', {
    ...Object.fromEntries(VERSIONS.map((version) => [aliasOf(version), `npm:aws-cdk-lib@${version}`])),
    constructs: '10.8.1',
  });

const HEADER = 'method.response.header.';

/** What the CDK writes for OPTIONS; undefined where it throws. */
function synthesised(cdk: Cdk, stack: InstanceType<Cdk['Stack']>, id: string, options: string) {
  const { Cors, RestApi } = cdk.aws_apigateway;
  const given: unknown = new Function('Cors', 'Duration', `return (${options});`)(Cors, cdk.Duration);
  try {
    const method = new RestApi(stack, id).root.addCorsPreflight(given);
    const template = stack.resolve(method.node.defaultChild._toCloudFormation()) as Template;
    const [resource] = Object.values(template.Resources);
    const integration = resource?.Properties.Integration;
    const [response] = integration?.IntegrationResponses ?? [];
    if (resource?.Properties.HttpMethod !== 'OPTIONS' || integration?.Type !== 'MOCK' || !response)
      throw new TypeError('the CDK wrote no mock integration for OPTIONS');
    if (!Object.keys(response.ResponseParameters).every((name) => name.startsWith(HEADER)))
      throw new TypeError('the CDK wrote something else than headers');
    return response;
  } catch (error) {
    if (error instanceof TypeError && /the CDK wrote/.test(error.message)) throw error;
    return undefined;
  }
}

/** The mock integration of API Gateway: fixed headers, and the template over them. */
function mocked(cdk: Cdk, stack: InstanceType<Cdk['Stack']>, id: string, options: string): Handler {
  const response = synthesised(cdk, stack, id, options);
  const templates = Object.values(response?.ResponseTemplates ?? {}).map(statements);
  return (req, res) => {
    if (!response) return res.writeHead(500).end();
    if (req.method !== 'OPTIONS') return res.writeHead(200, { [REACHED]: 'yes' }).end();
    for (const [name, value] of Object.entries(response.ResponseParameters))
      res.setHeader(name.slice(HEADER.length), value.replace(/^'(.*)'$/s, '$1'));
    for (const template of templates) {
      for (const [name, value] of overrides(template, req.headers.origin)) res.setHeader(name, value);
    }
    return res.writeHead(Number(response.StatusCode)).end();
  };
}

/** The few statements of Velocity that the CDK writes. */
type Statement =
  | { readonly kind: 'read' | 'end' }
  | { readonly kind: 'if'; readonly tests: readonly Test[] }
  | { readonly kind: 'set'; readonly header: string };

interface Test {
  readonly text: string;
  /** Java's `String.matches`: the whole text against a pattern. Else it is compared. */
  readonly isPattern: boolean;
}

const READS = ['$input.params().header.get("Origin")', '$input.params().header.get("origin")'];
const READS_OF_OLD = ['$input.params("Origin")', '$input.params("origin")'];

/** Any other statement is an error, so that nothing of a template is passed over. */
function statements(template: string): readonly Statement[] {
  const lines = template.replace(/ (?=#set|#end)/g, '\n').split('\n');
  const filled = lines.map((line) => line.trim()).filter((line) => line !== '');
  return filled.map((written): Statement => {
    if (written === '#end') return { kind: 'end' };
    const test = /^#if\((.*)\)$/.exec(written)?.[1];
    if (test !== undefined) return { kind: 'if', tests: test.split(' || ').map(testOf) };
    const [, name, value = ''] = /^#set\((\S+) = (\S+)\)$/.exec(written) ?? [];
    if (name === '$origin' && [...READS, ...READS_OF_OLD].includes(value)) return { kind: 'read' };
    const header = /^\$context\.responseOverride\.header\.([\w-]+)$/.exec(name ?? '')?.[1];
    if (header !== undefined && value === '$origin') return { kind: 'set', header };
    throw new TypeError(`not read: ${written}`);
  });
}

function testOf(written: string): Test {
  const [, compared, pattern] = /^\$origin(?: == "(.*)"|\.matches\("(.*)"\))$/.exec(written) ?? [];
  const text = compared ?? pattern;
  if (text === undefined) throw new TypeError(`not read: ${written}`);
  return { text, isPattern: pattern !== undefined };
}

function overrides(
  template: readonly Statement[],
  origin: string | undefined,
): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  let variable = '';
  const branches: boolean[] = [];
  for (const statement of template) {
    const runs = branches.every(Boolean);
    if (statement.kind === 'if') branches.push(statement.tests.some((test) => holds(test, variable)));
    else if (statement.kind === 'end') branches.pop();
    else if (statement.kind === 'read' && runs) variable = origin ?? '';
    else if (statement.kind === 'set' && runs) found.push([statement.header, variable]);
  }
  return found;
}

function holds({ text, isPattern }: Test, variable: string): boolean {
  return isPattern ? new RegExp(`^(?:${text})$`).test(variable) : variable === text;
}

const seed = seedOf(20_261_123);

export const cdkRestApiOracle: OracleLibrary = {
  id: 'cdk-rest-api',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: cdkRestApi,
        seed,
        pools: POOLS,
        others: [],
        requests: 4,
        file: (options) =>
          `const { Duration } = require('aws-cdk-lib');\nconst { Cors, RestApi } = require('aws-cdk-lib/aws-apigateway');\nnew RestApi(stack, 'Api').root.addCorsPreflight(${options});\n`,
        versions: { 'aws-cdk-lib': version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const cdk = packages()(aliasOf(version)) as Cdk;
    const stack = new cdk.Stack(new cdk.App(), 'Stack');
    return listen(cases.map((one, i) => mocked(cdk, stack, `Api${i}`, (one as SourceCase).options)));
  },
};
