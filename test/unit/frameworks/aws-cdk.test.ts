import { describe, expect, test } from 'vitest';
import { cdkBucket } from '../../../server/src/core/frameworks/aws-cdk/bucket.ts';
import { cdkFunctionUrl } from '../../../server/src/core/frameworks/aws-cdk/function-url.ts';
import { cdkHttpApi } from '../../../server/src/core/frameworks/aws-cdk/http-api.ts';
import { cdkRestApi } from '../../../server/src/core/frameworks/aws-cdk/rest-api.ts';
import type { Framework } from '../../../server/src/core/frameworks/framework.ts';
import { type Header, headerOf } from '../../../server/src/core/policy/answer.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(framework: Framework, path: string, source: string): readonly string[] {
  return printReading(readText(framework, path, source), source).map((line) => line.replace(/ @ .*/s, ''));
}

type Ways = readonly (readonly [source: string, found: readonly string[]])[];

const APIGATEWAY = "import * as apigateway from 'aws-cdk-lib/aws-apigateway';\n";
const CORS = "{ allowOrigins: ['https://a.example'] }";
const ONE = ['fixed https://a.example; allowOrigins=[https://a.example]'];

describe('RestApi in TypeScript', () => {
  const WAYS: Ways = [
    [`${APIGATEWAY}new apigateway.RestApi(this, 'A', { defaultCorsPreflightOptions: ${CORS} });`, ONE],
    [
      `import { RestApi } from '@aws-cdk/aws-apigateway';\nnew RestApi(this, 'A', { defaultCorsPreflightOptions: ${CORS} });`,
      ONE,
    ],
    [
      `import { aws_apigateway as gw } from 'aws-cdk-lib';\nnew gw.LambdaRestApi(this, 'A', { defaultCorsPreflightOptions: ${CORS} });`,
      ONE,
    ],
    [
      `import { RestApi as Api } from 'aws-cdk-lib/aws-apigateway';\nconst props = { defaultCorsPreflightOptions: ${CORS} };\nnew Api(this, 'A', props);`,
      ONE,
    ],
    [
      `${APIGATEWAY}export const add = (r: apigateway.Resource) => r.addResource('x', { defaultCorsPreflightOptions: ${CORS} });`,
      ONE,
    ],
    [`${APIGATEWAY}export const add = (r: apigateway.Resource) => r.addCorsPreflight(${CORS});`, ONE],
    [
      `import { RestApi } from './mine';\nnew RestApi(this, 'A', { defaultCorsPreflightOptions: ${CORS} });`,
      [],
    ],
    [`${APIGATEWAY}new apigateway.RestApi(this, 'A', { defaultCorsPreflightOptions: undefined });`, []],
    [`${APIGATEWAY}new apigateway.RestApi(this, 'A', { defaultCorsPreflightOptions: given });`, []],
  ];

  test.each(WAYS)('%s', (source, found) => {
    expect(read(cdkRestApi, 'stack.ts', source)).toEqual(found);
  });

  const REFUSED = 'The CDK takes';
  const OPTIONS: readonly (readonly [options: string, found: string])[] = [
    [
      '{ allowOrigins: apigateway.Cors.ALL_ORIGINS, allowMethods: apigateway.Cors.ALL_METHODS }',
      'any; allowOrigins=[*]; allowMethods=[OPTIONS, GET, PUT, POST, DELETE, PATCH, HEAD]',
    ],
    [
      "{ allowOrigins: ['https://a.example', 'https://b.example'], allowHeaders: [...apigateway.Cors.DEFAULT_HEADERS, 'X-Mine'] }",
      'fixed https://a.example | exact https://b.example; allowOrigins=[https://a.example, https://b.example]; allowHeaders=[Content-Type, X-Amz-Date, Authorization, X-Api-Key, X-Amz-Security-Token, X-Amz-User-Agent, X-Mine]',
    ],
    [
      "{ allowOrigins: ['https://a.example', 'https://*.b.example'], maxAge: Duration.minutes(10) }",
      'fixed https://a.example | never; allowOrigins=[https://a.example, https://*.b.example]; maxAge=600',
    ],
    [
      "{ allowOrigins: ['*', 'https://a.example'] }",
      `nobody; allowOrigins=[*, https://a.example]; conflicting-options allowOrigins (${REFUSED} \`*\` by itself only: it throws when the app is synthesised. Keep \`*\`, or the origins without it.)`,
    ],
    [
      "{ allowOrigins: ['*'], allowMethods: ['ANY', 'GET'] }",
      `nobody; allowOrigins=[*]; allowMethods=[ANY, GET]; conflicting-options allowMethods (${REFUSED} \`ANY\` by itself only: it throws when the app is synthesised. Keep \`ANY\`, or list the methods without it.)`,
    ],
    [
      "{ allowOrigins: ['*'], maxAge: Duration.days(1), disableCache: true }",
      'nobody; allowOrigins=[*]; maxAge=86400; disableCache=true; conflicting-options disableCache (The CDK throws when the app is synthesised. Keep one of the two.)',
    ],
    [
      "{ allowOrigins: ['*'], maxAge: 3600 }",
      'nobody; allowOrigins=[*]; maxAge=3600; wrong-option-type maxAge (a `Duration`)',
    ],
    [
      '{ allowOrigins: [] }',
      'nobody; allowOrigins=[]; wrong-option-type allowOrigins (a list of at least one origin)',
    ],
    [
      "{ allowOrigins: 'https://a.example' }",
      'nobody; allowOrigins=https://a.example; wrong-option-type allowOrigins (a list of strings)',
    ],
    ["{ allowOrigins: '*' }", 'any; allowOrigins=*'],
    [
      "{ allowOrigins: ['*'], credentials: true }",
      'any; allowOrigins=[*]; unknown-option credentials (allowCredentials)',
    ],
    [
      '{ allowOrigins: props.origins, allowCredentials: true }',
      'unknown: `props.origins`; credentials; allowOrigins=unknown; allowCredentials=true',
    ],
  ];

  test.each(OPTIONS)('%s', (options, found) => {
    const source = `import { Duration } from 'aws-cdk-lib';\n${APIGATEWAY}new apigateway.RestApi(this, 'A', { defaultCorsPreflightOptions: ${options} });`;
    expect(read(cdkRestApi, 'stack.ts', source)).toEqual([found]);
  });
});

test('before 2.91.0 each origin but the first is a pattern', () => {
  const source = `${APIGATEWAY}resource.addCorsPreflight({ allowOrigins: ['https://a.example', 'https://b.example'] });`;
  const read = (version: string) =>
    readText(cdkRestApi, 'stack.ts', source, { 'aws-cdk-lib': version }).policies[0]?.origins[1]?.match;
  expect(read('2.90.0')).toMatchObject({ kind: 'pattern', source: 'https://b.example', mode: 'full' });
  expect(read('2.91.0')).toEqual({ kind: 'exact', value: 'https://b.example' });
});

describe('RestApi in Python', () => {
  const WAYS: Ways = [
    [
      'from aws_cdk import Duration, aws_apigateway as apigw\napigw.RestApi(self, "A", default_cors_preflight_options=apigw.CorsOptions(allow_origins=apigw.Cors.ALL_ORIGINS, allow_credentials=True, max_age=Duration.days(1)))',
      ['any; credentials; allow_origins=[*]; allow_credentials=true; max_age=86400'],
    ],
    [
      'from aws_cdk.aws_apigateway import RestApi, CorsOptions\ncors = CorsOptions(allow_origins=["https://a.example"])\nRestApi(self, "A", default_cors_preflight_options=cors)',
      ['fixed https://a.example; allow_origins=[https://a.example]'],
    ],
    [
      'import aws_cdk.aws_apigateway as apigw\napigw.RestApi(self, "A", default_cors_preflight_options={"allow_origins": ["https://a.example"]})',
      ['fixed https://a.example; allow_origins=[https://a.example]'],
    ],
    [
      'from aws_cdk import aws_apigateway as apigw\nresource.add_cors_preflight(allow_origins=["https://a.example"], allow_methods=["GET"])',
      ['fixed https://a.example; allow_origins=[https://a.example]; allow_methods=[GET]'],
    ],
    [
      'from aws_cdk import aws_apigateway as apigw\nresource.add_cors_preflight(allow_origins=["https://a.example"], credentials=True)',
      ['nobody; allow_origins=[https://a.example]; unknown-option credentials (allow_credentials)'],
    ],
    ['from mine import RestApi, CorsOptions\nRestApi(default_cors_preflight_options=CorsOptions())', []],
  ];

  test.each(WAYS)('%s', (source, found) => {
    expect(read(cdkRestApi, 'stack.py', source)).toEqual(found);
  });
});

describe('the services that answer themselves', () => {
  const HTTP = "import { HttpApi, CorsHttpMethod } from '@aws-cdk/aws-apigatewayv2-alpha';\n";
  const S3 = "import { Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3';\n";
  const LAMBDA = "import * as lambda from 'aws-cdk-lib/aws-lambda';\n";
  const CREDENTIALS =
    'The CDK throws when the app is synthesised, and API Gateway would refuse it too: browsers take no `*` for a request with cookies. List the origins that you trust, or leave credentials out.';
  const CASES: readonly (readonly [Framework, string, string, readonly string[]])[] = [
    [
      cdkHttpApi,
      'a.ts',
      `${HTTP}new HttpApi(this, 'A', { corsPreflight: { allowOrigins: ['https://*'], allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.ANY] } });`,
      ['/^https:\\/\\//; allowOrigins=[https://*]; allowMethods=[GET, *]'],
    ],
    [
      cdkHttpApi,
      'a.py',
      'from aws_cdk import aws_apigatewayv2 as apigw\napigw.HttpApi(self, "A", cors_preflight=apigw.CorsPreflightOptions(allow_origins=["*"], allow_credentials=True))',
      [
        `nobody; credentials; allow_origins=[*]; allow_credentials=true; conflicting-options allow_origins (${CREDENTIALS})`,
      ],
    ],
    [
      cdkFunctionUrl,
      'a.ts',
      `${LAMBDA}fn.addFunctionUrl({ cors: { allowedOrigins: ['*'], allowedMethods: [lambda.HttpMethod.ALL] } });`,
      ['any; allowedOrigins=[*]; allowedMethods=[*]'],
    ],
    [
      cdkFunctionUrl,
      'a.ts',
      `${LAMBDA}new lambda.FunctionUrl(this, 'U', { function: fn, cors: { allowedOrigins: ['https://a.example'], allowedMethods: [lambda.HttpMethod.OPTIONS] } });`,
      [
        'nobody; allowedOrigins=[https://a.example]; allowedMethods=[OPTIONS]; wrong-option-type allowedMethods (methods other than `OPTIONS`)',
      ],
    ],
    [
      cdkFunctionUrl,
      'a.py',
      'from aws_cdk import Duration, aws_lambda as lambda_\nfn.add_function_url(cors=lambda_.FunctionUrlCorsOptions(allowed_origins=["*"], max_age=Duration.days(2)))',
      [
        'nobody; allowed_origins=[*]; max_age=172800; wrong-option-type max_age (a `Duration` of one day at most)',
      ],
    ],
    [
      cdkBucket,
      'a.ts',
      `${S3}new Bucket(this, 'B', { cors: [{ allowedOrigins: ['https://*.a.example'], allowedMethods: [HttpMethods.GET] }, { allowedOrigins: ['*'], allowedMethods: [HttpMethods.PUT], maxAge: 3000 }] });`,
      [
        '/^https:\\/\\/.*\\.a\\.example$/; allowedOrigins=[https://*.a.example]; allowedMethods=[GET]',
        'any; allowedOrigins=[*]; allowedMethods=[PUT]; maxAge=3000',
      ],
    ],
    [
      cdkBucket,
      'a.ts',
      `${S3}bucket.addCorsRule({ allowedOrigins: ['https://*.*.a'], allowedMethods: ['OPTIONS'] });`,
      [
        'nobody; allowedOrigins=[https://*.*.a]; allowedMethods=[OPTIONS]; wrong-option-type allowedOrigins (one `*` at most); wrong-option-type allowedMethods (GET, PUT, POST, DELETE or HEAD)',
      ],
    ],
    [
      cdkBucket,
      'a.py',
      'from aws_cdk import aws_s3 as s3\ns3.Bucket(self, "B", cors=[s3.CorsRule(allowed_methods=[s3.HttpMethods.GET], allowed_origins=["*"])])\nbucket.add_cors_rule(allowed_methods=[s3.HttpMethods.GET], allowed_origins="*")',
      [
        'any; allowed_methods=[GET]; allowed_origins=[*]',
        'nobody; allowed_methods=[GET]; allowed_origins=*; wrong-option-type allowed_origins (a list of strings)',
      ],
    ],
  ];

  test.each(CASES)('%#', (framework, path, source, found) => {
    expect(read(framework, path, source)).toEqual(found);
  });

  const ASKED: readonly (readonly [Framework, string, string, readonly (string | undefined)[]])[] = [
    [
      cdkHttpApi,
      `${HTTP}new HttpApi(this, 'A', { corsPreflight: `,
      "{ allowOrigins: ['*'] }",
      ['*', undefined],
    ],
    [
      cdkHttpApi,
      `${HTTP}new HttpApi(this, 'A', { corsPreflight: `,
      "{ allowOrigins: ['https://*'], allowCredentials: true }",
      ['https://evil.example', 'true'],
    ],
    [
      cdkFunctionUrl,
      `${LAMBDA}fn.addFunctionUrl({ cors: `,
      "{ allowedOrigins: ['*'], allowCredentials: true }",
      ['https://evil.example', 'true'],
    ],
    [
      cdkFunctionUrl,
      `${LAMBDA}fn.addFunctionUrl({ cors: `,
      "{ allowedOrigins: ['https://a.example'] }",
      [undefined, undefined],
    ],
    [
      cdkBucket,
      `${S3}new Bucket(this, 'B', { cors: `,
      "[{ allowedOrigins: ['*'], allowedMethods: [HttpMethods.GET] }]",
      ['*', undefined],
    ],
    [
      cdkBucket,
      `${S3}new Bucket(this, 'B', { cors: `,
      "[{ allowedOrigins: ['*'], allowedMethods: [HttpMethods.PUT] }]",
      [undefined, undefined],
    ],
  ];

  test.each(ASKED)('%#: answers', (framework, start, options, expected) => {
    const [policy] = readText(framework, 'a.ts', `${start}${options} });`).policies;
    if (!policy) throw new TypeError('no set-up was found');
    const headers: Header[] = [['Origin', 'https://evil.example']];
    const answer = framework.respond(policy, { method: 'GET', path: '/', headers });
    const names = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials'];
    expect(names.map((name) => headerOf(answer.headers, name))).toEqual(expected);
  });
});

test('never throws on a prefix of a file', () => {
  const text = `${APIGATEWAY}new apigateway.RestApi(this, 'A', { defaultCorsPreflightOptions: { allowOrigins: [...apigateway.Cors.ALL_ORIGINS, /a/], maxAge: Duration.days(1) } });`;
  for (let end = 0; end < text.length; end++) readText(cdkRestApi, 'stack.ts', text.slice(0, end));
});
