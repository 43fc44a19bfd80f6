import { describe, expect, test } from 'vitest';
import { falcon } from '../../../server/src/core/frameworks/falcon/index.ts';
import { printAll } from './python.ts';

const FORMS: readonly (readonly [name: string, source: string, policies: readonly string[]])[] = [
  [
    'cors_enable',
    'import falcon\nfalcon.App(cors_enable=True)',
    ['Falcon origins: any by default; credentials: false'],
  ],
  [
    'cors_enable of an alias',
    'from falcon.asgi import App as A\nA(cors_enable=True)',
    ['Falcon origins: any by default; credentials: false'],
  ],
  ['not enabled', 'import falcon\nfalcon.App(cors_enable=False)\nfalcon.App()', []],
  ['in development only', 'import falcon\nfalcon.App(cors_enable=DEBUG)', []],
  [
    'the middleware',
    'from falcon.middleware import CORSMiddleware\nCORSMiddleware("https://a.example", allow_credentials="*")',
    ['Falcon origins: https://a.example; credentials: true'],
  ],
  [
    'a star in a list',
    'from falcon import CORSMiddleware\nCORSMiddleware(allow_origins=["*"], allow_methods=[])',
    ['Falcon origins: never; credentials: false; allow_methods; unknown-option allow_methods'],
  ],
  [
    'options that cannot be read',
    'import falcon\nfalcon.CORSMiddleware(**load())',
    ['Falcon origins: unknown by default; credentials: unknown; open'],
  ],
  ['another middleware', 'from starlette.middleware.cors import CORSMiddleware\nCORSMiddleware(app)', []],
];

describe('what is read', () => {
  test.each(FORMS)('%s', (_, source, policies) => {
    expect(printAll(falcon, 'app.py', source)).toEqual(policies);
  });
});

test('private networks are known since 4.1.0', () => {
  const source = 'import falcon\nfalcon.CORSMiddleware(allow_private_network=True)';
  expect(printAll(falcon, 'app.py', source, '4.0.2')[0]).toContain('unknown-option allow_private_network');
});
