import { describe, expect, test } from 'vitest';
import type { Given } from '../support/project.ts';
import { analyzeText, printFinding } from '../support/project.ts';

function findings(path: string, text: string, given: Omit<Given, 'files'> = {}): readonly string[] {
  return analyzeText(path, text, given).findings.map((finding) => printFinding(finding, text));
}

const fastapi = (call: string, before = '') =>
  `import os\nfrom fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n${before}\napp = FastAPI()\napp.add_middleware(CORSMiddleware, ${call})\n`;

describe('conditions', () => {
  test('a value of the environment makes a finding possible, and the message says when', () => {
    const text = fastapi('allow_origins=[os.getenv("ORIGIN", "*")], allow_credentials=True');
    const [finding] = analyzeText('a.py', text).findings;
    expect(finding).toMatchObject({
      rule: 'any-origin-with-credentials',
      severity: 'error',
      confidence: 'possible',
    });
    expect(finding?.message).toContain('This holds when `ORIGIN` is unset.');
  });

  test('what holds in every outcome is certain', () => {
    const text = fastapi('allow_origins=["https://a.example/"], allow_credentials=os.getenv("X", "") == "1"');
    expect(findings('a.py', text)).toEqual([
      '6:51 malformed-origin [error certain] "\\"https://a.example/\\""',
    ]);
  });

  const handler = (before: string, allowed: string) =>
    `app.use((req, res, next) => {\n  ${before}\n  res.setHeader('Access-Control-Allow-Origin', ${allowed});\n  res.setHeader('Access-Control-Allow-Headers', headers);\n  next();\n});\n`;
  const named = "let headers = 'X-A'; if (config.more) headers += ', ' + config.more;";

  test.each([
    [
      'is decided by nothing',
      named,
      'config.origins.includes(req.headers.origin) ? req.headers.origin : config.origins[0]',
    ],
    ['is decided by something else', named, "config.open ? req.headers.origin : 'https://a.example'"],
  ])('what another header says is no condition of a finding: one that %s', (_, before, allowed) => {
    const found = analyzeText('server.js', handler(before, allowed)).findings.filter(
      ({ rule }) => rule === 'missing-vary-origin',
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.message).not.toContain('config.more');
  });

  test('what a finding depends on is said', () => {
    const before = "let headers = 'X-A'; if (config.more) headers = 'Access-Control-Allow-Origin';";
    const found = analyzeText(
      'server.js',
      handler(before, "config.open ? '*' : 'https://a.example'"),
    ).findings;
    expect(found.map(({ rule, message }) => [rule, /This holds when .*/.exec(message)?.[0]])).toEqual([
      ['unusable-header-name', 'This holds when `config.more` is true.'],
      ['any-origin', 'This holds when `config.open` is true.'],
    ]);
  });

  test('development is one level lower and says so', () => {
    const text = fastapi(
      'allow_origins=origins, allow_credentials=True',
      'from app import DEBUG\norigins = ["*"] if DEBUG else ["https://a.example"]',
    );
    const [finding] = analyzeText('a.py', text).findings;
    expect(finding).toMatchObject({
      rule: 'any-origin-with-credentials',
      severity: 'warning',
      confidence: 'likely',
    });
    expect(finding?.message).toContain('in development only');
  });
});

describe('settings', () => {
  const text = fastapi('allow_origins=["*"]');
  test('off silences a rule', () => {
    expect(findings('a.py', text, { settings: { rules: { 'any-origin': 'off' } } })).toEqual([]);
  });
  test('a level replaces the level of the rule', () => {
    expect(findings('a.py', text, { settings: { rules: { 'any-origin': 'error' } } })).toEqual([
      '6:51 any-origin [error certain] "\\"*\\""',
    ]);
  });
  test('findings that are less sure than asked for are left out', () => {
    const unsure = fastapi('allow_origins=[os.getenv("ORIGIN", "*")]');
    expect(findings('a.py', unsure, { settings: { minimumConfidence: 'likely' } })).toEqual([]);
    expect(findings('a.py', unsure)).toHaveLength(1);
  });
});

describe('one place, one finding', () => {
  test('two set-ups that share a value report it once, each outcome by its worst', () => {
    const text = fastapi(
      'allow_origins=ORIGINS)\nother = FastAPI()\nother.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True',
      'ORIGINS = ["*"]',
    );
    expect(findings('a.py', text)).toEqual(['4:12 any-origin-with-credentials [error certain] "\\"*\\""']);
  });

  test('related information tells the way and the set-up', () => {
    const text = fastapi('allow_origins=ORIGINS', 'BASE = ["*"]\nORIGINS = BASE + []');
    const [finding] = analyzeText('a.py', text).findings;
    expect(finding?.related.map(({ message }) => message)).toEqual([
      '`BASE` is assigned here',
      '`ORIGINS` is assigned here',
      'FastAPI is set up here',
    ]);
  });
});
