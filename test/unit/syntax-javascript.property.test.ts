// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source texts
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Module } from '../../server/src/core/syntax/module.ts';
import {
  dialectOf,
  openModule,
  type Parsed,
  parseText,
  reparseText,
} from '../../server/src/core/syntax/parse.ts';
import {
  printBinding,
  printConditions,
  printExpr,
  printMutation,
  printParent,
} from '../support/print-syntax.ts';

const SOURCES: Readonly<Record<string, string>> = {
  'main.ts': `import { NestFactory } from '@nestjs/core';
import type { X } from './x';
import d, * as n from "y";
const origins = (process.env.ORIGINS ?? 'http://a.b').split(',') as string[];
export enum E { A = 1 }
@WebSocketGateway({ cors: { origin: '*' } })
export class Chat<T> extends Base<T> {
  static readonly list: string[] = ['https://a.b'];
  @Get(':id') async m(@Param('id') id: string, { a = 1 } = {}) { return this.list?.[0]!; }
}
async function main() {
  const app = await NestFactory.create<App>(Module, { cors: true });
  if (dev) origins.push(\`http://\${host}:\${port}\`); // cors
  try { app.enableCors({ origin: (o, cb) => cb(null, o), ...rest }); } catch (e: unknown) { throw e; }
}
`,
  'page.tsx': `'use client';
import React, { useEffect as ue } from 'react';
export default function Page<T,>({ url, mode = 'no-cors' }: Props<T>) {
  const [s, set] = React.useState<number | null>(null);
  ue(() => { fetch(url, { mode, headers: { 'X-A': 'b' } }).then((r) => set(r.status)); }, []);
  for (const k of Object.keys(s ?? {})) { k === 'a' ? f(k) : g\`a\${k}\`; }
  return <Foo a={b(1)} {...c}>text {s && <i>{s}</i>}<></></Foo>;
}
`,
  'server.js': `#!/usr/bin/env node
const express = require('express'), { json: j, ...more } = require('body');
var cors_1 = __importDefault(require("cors"));
const app = express();
let opts = { origin: /^https:\\/\\/(a|b)\\.c$/i, methods: ['GET', , 'PUT'], get x() { return -1 } };
opts.credentials = true; opts['maxAge'] ||= 0x10;
app.use((0, cors_1.default)(opts), function (req, res, next) {
  res.header('Access-Control-Allow-Origin', req.headers.origin || "*");
  switch (req.method) { case 'OPTIONS': res.sendStatus(204); break; default: next() }
});
module.exports = { app, opts: class A { static #p = 1 } };
`,
};

const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

function parse(path: string, text: string): Parsed {
  const dialect = dialectOf(path);
  if (!dialect) throw new Error(path);
  return parseText(text, dialect);
}

/** Everything that a module says about a text. */
function describeModule(module: Module): string[] {
  const lines: string[] = [];
  const seen = new Set<string>();
  for (const match of module.text.matchAll(WORD)) {
    const [word] = match;
    const at = match.index;
    lines.push(`${at} ${printConditions(module.conditions(at))}`);
    const statement = module.statement(at);
    lines.push(
      `${statement.start}-${statement.end}`,
      module
        .enclosing(at)
        .map((each) => each.kind)
        .join(),
    );
    lines.push(...module.bindings(word, at).map(printBinding));
    if (seen.has(word)) continue;
    seen.add(word);
    lines.push(...module.mutations(word, at).map(printMutation), ...module.exported(word).map(printBinding));
    for (const expr of module.occurrences(word)) {
      lines.push(`${expr.span.start} ${printExpr(expr)}: ${printParent(module, module.parent(expr))}`);
    }
  }
  lines.push(...module.imports().map((each) => `${each.local} ${each.from} ${each.name} ${each.span.start}`));
  lines.push(...module.assignments(/./).map(printBinding));
  lines.push(
    ...module
      .textLiterals(/\w/g)
      .map((each) => `${each.span.start} ${printParent(module, module.parent(each))}`),
  );
  lines.push(...module.comments(/cors/g).map((each) => each.text));
  return lines;
}

/** Every node with its place. */
function printTree(parsed: Parsed): string[] {
  const lines: string[] = [];
  parsed.tree.iterate({
    enter: (node) => {
      lines.push(`${node.name} ${node.from} ${node.to}`);
    },
  });
  return lines;
}

function printOccurrences(module: Module): string[] {
  return ['cors', 'a', 'origin', 'res', 'f'].flatMap((name) =>
    module
      .occurrences(name)
      .map((expr) => `${expr.span.start} ${printExpr(expr)}: ${printParent(module, module.parent(expr))}`),
  );
}

describe.each(Object.keys(SOURCES))('%s', (path) => {
  const source = SOURCES[path] ?? '';

  test('no prefix and no deletion makes a method throw', () => {
    for (let at = 0; at <= source.length; at += 1) {
      describeModule(openModule(path, parse(path, source.slice(0, at))));
      describeModule(openModule(path, parse(path, source.slice(0, at) + source.slice(at + 1))));
    }
  }, 120_000);

  test('what is said about spans is inside the text', () => {
    for (let at = 0; at <= source.length; at += 7) {
      const text = source.slice(0, at) + source.slice(at + 3);
      const module = openModule(path, parse(path, text));
      for (const literal of module.textLiterals(/\w/g)) {
        const { span, content, open, close } = literal;
        expect(text.slice(span.start, span.end)).toBe(open + text.slice(content.start, content.end) + close);
      }
    }
  });

  // The parser takes over parts of the old tree only in texts that are much longer than 4096 units.
  test('an edited tree says the same as a new one', () => {
    const handler = "function f(res) { if (res.a) { return cors({ origin: 'x', credentials: true }); } }\n";
    const long = source + handler.repeat(200);
    const piece = fc.oneof(
      fc.constantFrom(
        '',
        '{',
        '}',
        '(',
        ')',
        "'",
        '`',
        '"',
        '/',
        '*/',
        '/*',
        ',',
        ';',
        '\n',
        'x',
        '${',
        'const a = ',
        '@',
        '<',
      ),
      fc.nat(source.length).map((from) => source.slice(from, from + 12)),
    );
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(8),
      insert: piece,
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        let parsed = parse(path, long);
        for (const { at, remove, insert } of edits) {
          const { text } = parsed;
          const start = Math.floor(at * text.length);
          const end = Math.min(start + remove, text.length);
          const next = text.slice(0, start) + insert + text.slice(end);
          parsed = reparseText(parsed, next, [{ start, end, inserted: insert.length }]);
        }
        const fresh = parse(path, parsed.text);
        expect(printTree(parsed)).toEqual(printTree(fresh));
        const [edited, made] = [openModule(path, parsed), openModule(path, fresh)];
        expect(printOccurrences(edited)).toEqual(printOccurrences(made));
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe('hostile texts', () => {
  const repeat = (text: string, times: number): string => text.repeat(times);

  test.each<[string, string]>([
    ['sum', `x = ${repeat('a + ', 20_000)}a`],
    ['brackets', `x = ${repeat('[', 20_000)}`],
    ['arrows', `x = ${repeat('(a) => ', 5_000)}a`],
    ['calls', `x = a${repeat('.a()', 20_000)}`],
    ['ternaries', `x = ${repeat('a ? a : ', 10_000)}a`],
    ['blocks', repeat('if (a) { ', 5_000)],
    ['objects', `x = ${repeat('{ a: ', 5_000)}`],
    ['templates', `x = ${repeat('`${', 5_000)}`],
    ['patterns', `const ${repeat('{ a: ', 5_000)}`],
    ['parentheses', `x = ${repeat('(', 5_000)}a${repeat(')', 5_000)}`],
    ['JSX', repeat('<a>', 5_000)],
    ['assignments', `${repeat('a = ', 5_000)}a`],
    ['assigned blocks', repeat('if (a) { a = x; ', 5_000)],
    ['array pattern', `[${repeat('a, ', 10_000)}] = x`],
    ['long array', `x = [${repeat('a, ', 10_000)}]`],
    ['exports', `${repeat('exports.a = ', 3_000)}a`],
  ])(
    '%s',
    (_what, text) => {
      const module = openModule('a.tsx', parse('a.tsx', text));
      const started = performance.now();
      for (const name of ['a', 'x', 'exports']) {
        module.bindings(name, text.length);
        module.mutations(name, text.length);
        module.exported(name);
        for (const expr of module.occurrences(name).slice(-20)) module.parent(expr);
        const last = module.occurrences(name).at(-1);
        if (last) {
          module.conditions(last.span.start);
          module.enclosing(last.span.start);
          module.statement(last.span.start);
        }
      }
      module.assignments(/./);
      expect(performance.now() - started).toBeLessThan(60_000);
    },
    30_000,
  );
});
