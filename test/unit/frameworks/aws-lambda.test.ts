import { expect, test } from 'vitest';
import { awsLambdaPowertools } from '../../../server/src/core/frameworks/aws-lambda-powertools/index.ts';
import { chalice } from '../../../server/src/core/frameworks/chalice/index.ts';
import { printAll } from './python.ts';

const CHALICE = 'from chalice import Chalice, CORSConfig\napp = Chalice("a")\n';

test.each([
  [
    'one origin',
    'CORSConfig("https://a.example", max_age=5, allow_credentials=True)',
    ['Chalice origins: fixed https://a.example; credentials: true; max_age'],
  ],
  [
    'a flag of a route',
    '@app.route("/", cors=True)\ndef index(): ...\n@app.route("/b", cors=False)\ndef b(): ...',
    ['Chalice at index origins: any by default; credentials: false'],
  ],
  [
    'the flag of the application',
    'app.api.cors = True',
    ['Chalice origins: any by default; credentials: false'],
  ],
  [
    'values of other types',
    'CORSConfig(allow_origin=["https://a.example"], allow_credentials="true", expose_headers="X-Foo", origins=1)',
    [
      'Chalice origins: none; credentials: false; expose_headers; unknown-option origins; wrong-option-type ["https://a.example"]; wrong-option-type "true"; wrong-option-type "X-Foo"',
    ],
  ],
  [
    'an origin from elsewhere',
    'import os\nCORSConfig(os.environ["ORIGIN"])',
    ['Chalice origins: unknown; credentials: false'],
  ],
] as const)('Chalice: %s', (_, source, policies) => {
  expect(printAll(chalice, 'app.py', `${CHALICE}${source}`)).toEqual(policies);
});

test('a tuple of headers stops Chalice before 1.28.0', () => {
  const source = `${CHALICE}CORSConfig(allow_headers=("X-Foo",))`;
  const one = 'Chalice origins: any by default; credentials: false; allow_headers';
  expect(printAll(chalice, 'app.py', source, '1.27.0')).toEqual([`${one}; wrong-option-type ("X-Foo",)`]);
  expect(printAll(chalice, 'app.py', source, '1.28.0')).toEqual([one]);
});

const POWERTOOLS =
  'from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig\napp = APIGatewayRestResolver()\n';

test.each([
  [
    'origins beside one another',
    'CORSConfig(allow_origin="https://a.example", extra_origins=["https://b.example"])',
    ['Powertools origins: https://a.example, https://b.example; credentials: false'],
  ],
  [
    'an extra origin alone',
    'CORSConfig(extra_origins=["https://b.example"], allow_credentials=True)',
    ['Powertools origins: any by default, https://b.example; credentials: true'],
  ],
  [
    'a string for the list',
    'CORSConfig("https://a.example", extra_origins="https://*.example")',
    ['Powertools origins: https://a.example, any; credentials: false; wrong-option-type "https://*.example"'],
  ],
  [
    'a flag of a route without a configuration',
    'from aws_lambda_powertools.event_handler import *\n@app.get("/", cors=True)\ndef index(): ...',
    ['Powertools at index origins: any by default; credentials: false'],
  ],
  [
    'a flag of a route beside a configuration',
    'app = APIGatewayRestResolver(cors=CORSConfig("https://a.example"))\n@app.get("/", cors=True)\ndef index(): ...',
    ['Powertools origins: https://a.example; credentials: false'],
  ],
  [
    'a tuple of headers',
    'CORSConfig(allow_headers=("X-Foo",))',
    ['Powertools origins: any by default; credentials: false; allow_headers; wrong-option-type ("X-Foo",)'],
  ],
] as const)('Powertools: %s', (_, source, policies) => {
  const text = `${POWERTOOLS}${source}`;
  // Options of a name with "origin" in it are not printed.
  expect(printAll(awsLambdaPowertools, 'app.py', text)).toEqual(policies);
});

test('extra origins are no option of Powertools before 2.16.0, and one origin is sent to everybody', () => {
  const source = `${POWERTOOLS}CORSConfig("https://a.example", extra_origins=[])`;
  expect(printAll(awsLambdaPowertools, 'app.py', source, '2.15.0')).toEqual([
    'Powertools origins: fixed https://a.example; credentials: false; unknown-option extra_origins',
  ]);
});
