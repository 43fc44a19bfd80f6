import { expect, test } from 'vitest';
import { falconCors } from '../../../server/src/core/frameworks/falcon-cors/index.ts';
import { printAll } from './python.ts';

test.each([
  [
    'a list and a pattern',
    'allow_origins_list=["https://a.example", "*"], allow_origins_regex=r"https://.*\\.b\\.example"',
    ['falcon-cors origins: https://a.example, never, /https://.*\\.b\\.example/ prefix; credentials: false'],
  ],
  [
    'everybody with credentials',
    'allow_all_origins=True, allow_credentials_all_origins=True',
    ['falcon-cors origins: any; credentials: true'],
  ],
  [
    'a string for the list',
    'allow_origins_list="https://a.example"',
    ['falcon-cors origins: within https://a.example; credentials: false'],
  ],
  [
    'values that raise',
    'allow_methods_list=["get"], allow_headers_regex="*", allow_origins=["*"]',
    [
      'falcon-cors origins: none; credentials: false; allow_methods_list, allow_headers_regex; unknown-option allow_origins; wrong-option-type ["get"]; wrong-option-type "*"',
    ],
  ],
  [
    'options from elsewhere',
    '**options',
    ['falcon-cors origins: unknown by default; credentials: unknown; open'],
  ],
] as const)('%s', (_, given, policies) => {
  const text = `from falcon_cors import CORS\nfrom elsewhere import options\ncors = CORS(${given})\n`;
  expect(printAll(falconCors, 'app.py', text)).toEqual(policies);
});
