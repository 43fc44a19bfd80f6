import { expect, test } from 'vitest';
import { tornado } from '../../../server/src/core/frameworks/tornado/index.ts';
import { readFile } from './python.ts';

function opens(body: string, base = 'WebSocketHandler'): string | undefined {
  const lines = body.split('\n').map((line) => `        ${line}`);
  const text = `from urllib.parse import urlparse\nfrom tornado.websocket import WebSocketHandler\n\nALLOWED = ["https://app.example.com"]\n\nclass Chat(${base}):\n    def check_origin(self, origin: str) -> bool:\n${lines.join('\n')}\n\n    def open(self): ...\n`;
  const [policy, ...others] = readFile(tornado, 'app.py', text).policies;
  expect(others).toEqual([]);
  return policy?.openSockets && (policy.openSockets.foreign ?? 'everybody');
}

test.each([
  ['return True', 'everybody'],
  ['# the proxy checks\nreturn True', 'everybody'],
  ['if origin:\n    return True\nreturn True', 'everybody'],
  ['return "example.com" in origin', 'https://example.com.evil.test'],
  ['return urlparse(origin).netloc.endswith("example.com")', 'https://evilexample.com'],
  ['host = urlparse(origin).netloc\nreturn host.endswith("example.com")', 'https://evilexample.com'],
  ['return origin.startswith("https://app.example.com")', 'https://app.example.com.evil.test'],
] as const)('%j lets in %s', (body, who) => {
  expect(opens(body)).toBe(who);
});

test.each([
  'return False',
  'return origin in ALLOWED',
  'return origin == "https://app.example.com"',
  'return urlparse(origin).netloc.endswith(".example.com")',
  'return super().check_origin(origin)',
  'return self.settings["debug"]',
  'return self.allowed(origin)',
  'if DEBUG:\n    return True\nreturn super().check_origin(origin)',
])('%j is silent', (body) => {
  expect(opens(body)).toBe(undefined);
});

test('a class of something else is none of it', () => {
  expect(opens('return True', 'Middleware')).toBe(undefined);
});
