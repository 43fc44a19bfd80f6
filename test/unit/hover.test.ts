import { describe, expect, test } from 'vitest';
import { describeAt } from '../../server/src/core/index.ts';
import { projectOf } from '../support/project.ts';

/** The hover at `¦`, which is taken out of the text. */
function hoverAt(
  path: string,
  marked: string,
  versions: Readonly<Record<string, string>> = {},
): string | undefined {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  return describeAt(projectOf({ files: { [path]: text }, versions }), path, offset)?.markdown;
}

const fastapi = (call: string) =>
  `from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\n${call}\n`;

describe('a hover on an option', () => {
  const text = fastapi('app.add_middleware(CORSMiddleware, allow_origins=["*"], ¦allow_credentials=True)');

  test('says what it does, its default, and what this set-up answers', () => {
    const markdown = hoverAt('main.py', text, { starlette: '1.3.1' });
    expect(markdown).toContain('**`allow_credentials`** (FastAPI)');
    expect(markdown).toContain('default `False`');
    expect(markdown).toContain('starlette 1.3.1 from a.lock');
    expect(markdown).toContain(
      '| `https://evil.example` | GET with cookies | `https://evil.example` | may read |',
    );
    expect(markdown).toContain('CORS protects your visitors, not your server');
  });

  test('answers by version: before 1.0 only a request with a cookie gets the asking origin', () => {
    const markdown = hoverAt('main.py', text, { starlette: '0.41.3' });
    expect(markdown).toContain('| `https://evil.example` | GET | `*` | may read |');
    expect(markdown).toContain(
      '| `https://evil.example` | GET with cookies | `https://evil.example` | may read |',
    );
  });

  test('shows an origin of its own beside the foreign one', () => {
    const markdown = hoverAt(
      'main.py',
      fastapi('app.add_middleware(CORSMiddleware, ¦allow_origins=["https://app.example.com"])'),
    );
    expect(markdown).toContain('| `https://evil.example` | GET | – | request arrives, **reading refused** |');
    expect(markdown).toContain('| `https://app.example.com` | GET | `https://app.example.com` | may read |');
  });

  test('tells the caps of max-age', () => {
    const markdown = hoverAt('main.py', fastapi('app.add_middleware(CORSMiddleware, ¦max_age=90000)'));
    expect(markdown).toContain('Chromium at most 7200, Firefox 86400, Safari 600');
  });
});

test('a hover on a header name written by hand teaches the header', () => {
  const markdown = hoverAt('a.ts', "export const headers = { 'Access-Control-Allow¦-Origin': '*' };");
  expect(markdown).toContain('**`Access-Control-Allow-Origin`** (response header)');
});

test('a hover on a request header does so too', () => {
  const markdown = hoverAt('a.ts', "const asked = request.headers.get('Access-Control-¦Request-Method');");
  expect(markdown).toContain('(request header)');
});

test('a hover on a set-up names every outcome by its condition', () => {
  const markdown = hoverAt(
    'a.ts',
    "import cors from 'cors';\nconst dev = process.env.NODE_ENV !== 'production';\nco¦rs({ origin: dev ? true : ['https://app.example.com'] });",
  );
  expect(markdown).toContain('when');
});

test('there is no hover on anything else', () => {
  expect(hoverAt('a.ts', "const x = 'Access¦-Controlled';")).toBeUndefined();
  expect(hoverAt('a.ts', "impo¦rt cors from 'cors';\ncors();")).toBeUndefined();
});

test('of a set-up that answers preflights only, the hover says what the other answers need', () => {
  const api = "import { RestApi } from 'aws-cdk-lib/aws-apigateway';\nnew RestApi(stack, 'Api')";
  const markdown = hoverAt(
    'stack.ts',
    `${api}.root.addCorsPreflight({ ¦allowOrigins: ['https://app.example.com'] });`,
  );
  expect(markdown).toContain('**`allowOrigins`** (API Gateway)');
  expect(markdown).toContain(
    'API Gateway answers preflights only: the application has to send `Access-Control-Allow-Origin` on its own answers, errors included.',
  );
});
