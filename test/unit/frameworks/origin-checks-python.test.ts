import { expect, test } from 'vitest';
import { analyze } from '../../../server/src/core/index.ts';
import { projectOf } from '../../support/project.ts';

const source = (check: string) => `import os, re
from urllib.parse import urlparse
from flask import Flask, request
app = Flask(__name__)
DOMAINS = ["a.example", "b.example"]
PATTERNS = [r"https://.*\\.a\\.example"]
def is_host(h):
    return h.endswith("a.example")
def loops(o):
    for d in DOMAINS:
        if o.endswith(d):
            return True
    return False
def flag(o):
    ok = False
    for d in DOMAINS:
        if o.endswith(d):
            ok = True
            break
    return ok
def skips(o):
    for d in DOMAINS:
        if len(d) > 3:
            continue
        if o.endswith(d):
            return True
    return False
class Checker:
    @staticmethod
    def allows(o):
        return o.endswith("a.example")
    def knows(self, o):
        return o in ("https://a.example", "null")
checker = Checker()

@app.after_request
def cors(response):
    o = request.headers.get("Origin", "")
    if ${check}:
        response.headers["Access-Control-Allow-Origin"] = o
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Vary"] = "Origin"
    return response
`;
const ENDS = 'substring-origin-check "a.example" | substring-origin-check "b.example"';

test.each<readonly [check: string, findings: string]>([
  ['any(o.endswith(d) for d in DOMAINS)', ENDS],
  ['any(o.endswith("." + d) for d in DOMAINS)', ''],
  ['any(o == f"https://{d}" for d in DOMAINS)', ''],
  ['any(re.match(p, o) for p in PATTERNS)', 'overbroad-origin-pattern r"https://.*\\.a\\.example"'],
  ['re.match(PATTERNS[0], o) is not None', 'overbroad-origin-pattern r"https://.*\\.a\\.example"'],
  ['o.endswith(tuple(DOMAINS))', ENDS],
  ['loops(o)', ENDS],
  ['flag(o)', ENDS],
  ['skips(o)', ''],
  ['is_host(urlparse(o).hostname)', 'substring-origin-check h.endswith("a.example")'],
  ['Checker.allows(o)', 'substring-origin-check o.endswith("a.example")'],
  ['checker.knows(o)', 'null-origin "null"'],
  ['unknown(o)', ''],
])('a check in Python: %s', (check, expected) => {
  const text = source(check);
  const { findings } = analyze(projectOf({ files: { 'a.py': text } }), 'a.py');
  expect(findings.map(({ rule, place }) => `${rule} ${text.slice(place.start, place.end)}`).join(' | ')).toBe(
    expected,
  );
});

test.each([
  ['o.endswith("a.example")', '`https://evila.example` ends with `a.example`, too, so whoever'],
  ['o.startswith("https://a.example")', 'begins with `https://a.example`, too, so whoever'],
  ['"a.example" in o', 'holds `a.example`, too, so whoever'],
  [
    'urlparse(o).hostname.endswith("a.example")',
    'The host of `https://evila.example` ends with `a.example`, too, so whoever',
  ],
])('a check in Python is told in words: %s', (check, words) => {
  const { findings } = analyze(projectOf({ files: { 'a.py': source(check) } }), 'a.py');
  expect(findings.map(({ message }) => message).join()).toContain(words);
});
