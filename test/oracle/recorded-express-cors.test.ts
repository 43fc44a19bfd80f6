import { describe, expect, test } from 'vitest';
import { expressCors } from '../../server/src/core/frameworks/express-cors/index.ts';
import type { Framework } from '../../server/src/core/frameworks/framework.ts';
import { nest } from '../../server/src/core/frameworks/nest/index.ts';
import type { Header, ServerRequest } from '../../server/src/core/policy/answer.ts';
import { readText } from '../support/policies.ts';
import recorded from './recorded/express-cors.json' with { type: 'json' };

/** Framework, version of `cors`, source, request, answer. */
const rows = recorded as unknown as readonly (readonly [string, string, string, string, string])[];

/**
 * Exchanges with real servers (Express 4.22.3 and 5.3.0 with `cors`, NestJS 11.2.10), from the source text to the
 * answer. `PF` is a preflight that asks for PUT and two headers.
 */
const REQUESTS: Readonly<Record<string, readonly Header[]>> = {
  a: [['Origin', 'https://a.example']],
  evil: [['Origin', 'https://evil.example']],
  null: [['Origin', 'null']],
  none: [],
};

function requestOf(written: string): ServerRequest {
  const [kind = '', who = ''] = written.split(' ');
  if (written === 'OPT bare') return { method: 'OPTIONS', path: '/', headers: [] };
  const headers = REQUESTS[who] ?? [];
  if (kind === 'GET') return { method: 'GET', path: '/', headers };
  const asked: readonly Header[] = [
    ['Access-Control-Request-Method', 'PUT'],
    ['Access-Control-Request-Headers', 'content-type,x-custom'],
  ];
  return { method: 'OPTIONS', path: '/', headers: [...headers, ...asked] };
}

const SHORT: Readonly<Record<string, string>> = {
  'access-control-allow-origin': 'ACAO',
  'access-control-allow-credentials': 'ACAC',
  'access-control-allow-methods': 'ACAM',
  'access-control-allow-headers': 'ACAH',
  'access-control-expose-headers': 'ACEH',
  'access-control-max-age': 'ACMA',
  vary: 'Vary',
};

/** Without bodies and the framework's own `Allow`, headers sorted. */
function normal(answer: string): string {
  const [, status = '', rest = ''] = /^(\d+) ?(.*?)(?: ?body=.*)?$/.exec(answer) ?? [];
  const headers = rest.split('; ').filter((header) => header !== '' && !/^Allow: /.test(header));
  return [status, ...headers.sort()].join(' | ');
}

const SOURCES: Readonly<Record<string, string>> = {
  'express-cors': "import cors from 'cors';\nconst a = 'https://a.example';\napp.use($);\n",
  nest: "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\n$;\n",
};

function predict(framework: Framework, version: string, code: string, asked: string): string {
  const text = (SOURCES[framework.id] ?? '').replace('$', () => code);
  const { policies } = readText(framework, 'server.ts', text, version === '' ? {} : { cors: version });
  expect(policies).toHaveLength(1);
  const [policy] = policies;
  if (!policy) return '';
  const answer = framework.respond(policy, requestOf(asked));
  const headers = answer.headers.map(([name, value]) => `${SHORT[name.toLowerCase()] ?? name}: ${value}`);
  return normal(`${answer.status} ${headers.join('; ')}`);
}

/** Known differences. None of them changes what a browser lets another origin read. */
const DIFFERENT: Readonly<Record<string, string>> = {
  // The error reaches the application's handler; only that the callback admits nobody is modelled.
  "cors({origin:(o,cb)=>cb(new Error('no'))}), GET evil": '200',
  "cors({origin:(o,cb)=>cb(new Error('no'))}), PF evil": '200',
};

describe('recorded exchanges', () => {
  test.each(rows)('%s %s: %s, %s', (id, version, code, asked, answer) => {
    const framework = id === 'nest' ? nest : expressCors;
    const known = DIFFERENT[`${code}, ${asked}`];
    expect(predict(framework, version, code, asked)).toBe(known ?? normal(answer));
    expect(known).not.toBe(normal(answer));
  });
});
