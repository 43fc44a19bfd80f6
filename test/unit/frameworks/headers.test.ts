import { describe, expect, test } from 'vitest';
import { clientRequests } from '../../../server/src/core/frameworks/client-requests/index.ts';
import { headers } from '../../../server/src/core/frameworks/headers/index.ts';
import { printReading, readText } from '../../support/policies.ts';

type Row = readonly [path: string, source: string, policies: readonly string[]];

const JAVASCRIPT: readonly Row[] = [
  [
    'a.js',
    `const origin = req.headers.origin;
const allow = ALLOWED.has(origin) ? origin : '';
res.setHeader('Access-Control-Allow-Origin', allow);`,
    ["unknown: the request's own Origin header @ allow", "nobody @ ''"],
  ],
  [
    'a.js',
    `function cors(req, res) {
  const origin = req.headers.origin;
  let allow = 'https://a.example';
  if (origin && allowList.indexOf(origin) !== -1) { allow = origin; }
  res.setHeader('Access-Control-Allow-Origin', allow);
  res.setHeader('Access-Control-Allow-Credentials', 'true');
}`,
    [
      "fixed https://a.example; credentials; at cors @ 'https://a.example'",
      "unknown: the request's own Origin header; credentials; at cors @ allow",
    ],
  ],
  [
    'a.js',
    `function cors(req, res) {
  console.log(req.headers.origin);
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  if (req.headers.origin) res.setHeader('Access-Control-Allow-Credentials', 'true');
}`,
    ['any; credentials; at cors @ req.headers.origin'],
  ],
  [
    'a.js',
    `const allowedOrigins = ['https://a.example'];
export function middleware(request) {
  const origin = request.headers.get('origin') ?? '';
  const isAllowedOrigin = allowedOrigins.includes(origin);
  const isPreflight = request.method === 'OPTIONS';
  if (isPreflight) {
    const preflightHeaders = { ...(isAllowedOrigin && { 'Access-Control-Allow-Origin': origin }), ...corsOptions };
    return NextResponse.json({}, { headers: preflightHeaders });
  }
  const response = NextResponse.next();
  if (isAllowedOrigin) { response.headers.set('Access-Control-Allow-Origin', origin); }
  return response;
}`,
    ['exact https://a.example; at middleware @ origin', 'exact https://a.example; at middleware @ origin'],
  ],
  [
    'a.js',
    `export async function GET(request) {
  return new Response('x', { status: 200, headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'GET, POST' } });
}`,
    ["any; access-control-allow-methods=GET, POST; at GET @ '*'"],
  ],
  [
    'a.ts',
    `function corsHeaders(origin: string) { return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' }; }
export default { fetch(req) { return new Response('', { headers: corsHeaders(req.headers.get('Origin')) }); } };`,
    ['any; credentials; at corsHeaders @ origin'],
  ],
  [
    'a.js',
    `const h = {};
h['Access-Control-Allow-Origin'] = '*';
h['Access-Control-Allow-Credentials'] = 'TRUE';
res.writeHead(200, h);`,
    ["any @ '*'"],
  ],
  [
    'a.js',
    `const headers = { 'Access-Control-Allow-Origin': '*' };
headers['Access-Control-Allow-Credentials'] = 'true';
res.writeHead(200, headers);`,
    ["any; credentials @ '*'"],
  ],
  [
    'a.js',
    `res.header("Access-Control-Allow-Origin", "*").header("Access-Control-Allow-Credentials", "true").send();`,
    ['any; credentials @ "*"'],
  ],
  [
    'a.js',
    `reply.raw.setHeader('Access-Control-Allow-Origin', '*');
reply.header('Access-Control-Allow-Credentials', 'true');`,
    ["any; credentials @ '*'"],
  ],
  [
    'a.js',
    `setResponseHeader(event, 'Access-Control-Allow-Origin', '*'); setHeader(event, 'Access-Control-Allow-Credentials', 'true');`,
    ["any; credentials @ '*'"],
  ],
  ['a.js', `setResponseHeaders(event, { 'Access-Control-Allow-Origin': '*' });`, ["any @ '*'"]],
  [
    'a.js',
    `module.exports = { devServer: { headers: { 'Access-Control-Allow-Origin': '*' } } };`,
    ["any @ '*'"],
  ],
  [
    'a.js',
    `const H = 'Access-Control-Allow-Origin';
res.setHeader(H, '*');`,
    ["any @ '*'"],
  ],
  [
    'a.js',
    `if (req.method === 'OPTIONS') {
  res.setHeader('Access-Control-Allow-Methods', 'GET');
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.end();
  return;
}
res.setHeader('Access-Control-Allow-Origin', '*');`,
    ["any; access-control-allow-methods=GET @ '*'", "any; access-control-allow-methods=GET @ '*'"],
  ],
  [
    'a.js',
    `if (isProd) res.setHeader('Access-Control-Allow-Origin', 'https://a.example'); else res.setHeader('Access-Control-Allow-Origin', '*');`,
    [
      "fixed https://a.example; when `isProd` is true @ 'https://a.example'",
      "any; when `isProd` is false; development: `isProd` is false @ '*'",
    ],
  ],
  [
    'a.js',
    `switch (origin) { case 'https://a.example': case 'https://b.example': res.setHeader('Access-Control-Allow-Origin', req.headers.origin); break; }`,
    ["unknown: the request's own Origin header @ req.headers.origin"],
  ],
  [
    'a.js',
    `const m = /^https:\\/\\/[a-z]+\\.example\\.com$/.test(req.headers.origin);
if (m) { res.setHeader('Access-Control-Allow-Origin', req.headers.origin); res.setHeader('Access-Control-Allow-Credentials', 'true'); }`,
    ['/^https:\\/\\/[a-z]+\\.example\\.com$/; credentials @ req.headers.origin'],
  ],
  [
    'a.js',
    `app.use((req,res,next) => { for (const o of allowed) { if (o === req.headers.origin) res.setHeader('Access-Control-Allow-Origin', o); } next(); });`,
    ['unknown: an expression that is not followed (for) @ o'],
  ],
  [
    'a.ts',
    `const ALLOWED = ['https://a.example'];
function cors(origin) { const ok = ALLOWED.includes(origin); return { 'Access-Control-Allow-Origin': ok ? origin : 'null' }; }
export default { fetch(req) { return new Response('', { headers: cors(req.headers.get('Origin')) }); } };`,
    ['exact https://a.example; at cors @ origin', "fixed null; at cors @ 'null'"],
  ],
  [
    'a.ts',
    `function cors(res, origin) { if (origin) { res.setHeader('Access-Control-Allow-Origin', origin); } }
function handle(req, res) { if (!allow(req.headers.origin)) return; cors(res, req.headers.origin); }`,
    ["unknown: the request's own Origin header; at cors @ origin"],
  ],
  [
    'a.ts',
    `class C { @Get() @Header('Access-Control-Allow-Origin', '*') a() {}
 @Get() @Header('Access-Control-Allow-Origin', 'https://a.example') @Header('Access-Control-Allow-Credentials', 'true') b() {} }`,
    ["any @ '*'", "fixed https://a.example; credentials @ 'https://a.example'"],
  ],
  [
    'a.js',
    `ctx.set('Access-Control-Allow-Origin', ctx.get('Origin')); ctx.set('Access-Control-Allow-Credentials', 'true'); ctx.set('Access-Control-Allowed-Headers', 'x'); ctx.set('Access-Control-Allow-Max-Age', '5');`,
    [
      "any; credentials; unknown-option Access-Control-Allowed-Headers (Access-Control-Allow-Headers); unknown-option Access-Control-Allow-Max-Age (Access-Control-Max-Age) @ ctx.get('Origin')",
    ],
  ],
];

const PYTHON: readonly Row[] = [
  [
    'a.py',
    `def f(request, response):
    origin = request.headers.get("Origin")
    if origin and re.match(r"https://.*\\.example\\.com", origin):
        response.headers["Access-Control-Allow-Origin"] = origin`,
    ["unknown: the request's own Origin header; at f @ origin"],
  ],
  [
    'a.py',
    `def f(resp):
    resp.headers.update({"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET"})
    session.headers.update({"Access-Control-Allow-Origin": "*"})
    requests.get(url, headers={"Access-Control-Allow-Origin": "*"})
    return jsonify({}), 200, {"Access-Control-Allow-Origin": "*"}`,
    ['any; access-control-allow-methods=GET; at f @ "*"', 'any; at f @ "*"'],
  ],
  [
    'a.py',
    `class M:
    def process_response(self, request, response):
        response["Access-Control-Allow-Origin"] = request.META.get("HTTP_ORIGIN")
        response["Access-Control-Allow-Credentials"] = "true"
        response["Access-Control-Allow-Origin"] = request.META.get("HTTP_ORIGIN")
        return response`,
    ['any; credentials; at process_response @ request.META.get("HTTP_ORIGIN")'],
  ],
  [
    'a.py',
    `@hook('after_request')
def enable_cors():
    response.headers['Access-Control-Allow-Origin'] = '*'
    response.add_header('Access-Control-Allow-Headers', 'X-A')`,
    ["any; access-control-allow-headers=X-A; at enable_cors @ '*'"],
  ],
  [
    'a.py',
    `def add_cors_headers(response):
    origin = request.headers.get('Origin')
    response.headers['Access-Control-Allow-Origin'] = origin if origin in ALLOWED_ORIGINS else 'null'
    response.headers.add('Access-Control-Allow-Origin', '*')`,
    [
      "unknown: the request's own Origin header; at add_cors_headers @ origin",
      "fixed null; at add_cors_headers @ 'null'",
      "any; at add_cors_headers @ '*'",
    ],
  ],
  [
    'a.py',
    `headers = {
    'Access-Control-Allow-Origin': f"{request.headers['Origin']}",
    'Access-Control-Max-Age': '3600',
}
return ('', 204, headers)`,
    ["any; access-control-max-age=3600 @ request.headers['Origin']"],
  ],
  [
    'a.py',
    `ORIGINS = os.environ.get("ORIGINS", "*")
response.headers["Access-Control-Allow-Origin"] = ORIGINS`,
    [
      'any; when `ORIGINS` is unset @ "*"',
      'unknown: the environment variable `ORIGINS`; when `ORIGINS` is set @ os.environ.get("ORIGINS", "*")',
    ],
  ],
  [
    'a.py',
    `import re
def f(request, response):
    origin = request.headers.get("Origin")
    if origin and re.match(r"https://.*\\.example\\.com", origin):
        response.headers["Access-Control-Allow-Origin"] = origin
    elif origin in ("https://x.example", "null"):
        response.headers["Access-Control-Allow-Origin"] = origin`,
    [
      '/https://.*\\.example\\.com/ prefix; at f @ origin',
      'exact https://x.example | exact null; at f @ origin',
    ],
  ],
];

describe.each([
  ['JavaScript', JAVASCRIPT],
  ['Python', PYTHON],
])('headers in %s', (_, rows) => {
  test.each(rows)('%s: %s', (path, source, policies) => {
    expect(printReading(readText(headers, path, source), source)).toEqual(policies);
  });
});

/** Names of headers that nothing is sent with. */
const SILENT: readonly (readonly [path: string, source: string])[] = [
  [
    'a.js',
    `const s3 = { CORSRules: [{ AllowedHeaders: ['*'], ExposeHeaders: ['Access-Control-Allow-Origin', 'ETag'] }] };`,
  ],
  [
    'a.js',
    `cors({ exposedHeaders: ['Access-Control-Allow-Origin', 'X-A'], allowedHeaders: ['Access-Control-Allow-Origin'] });`,
  ],
  [
    'a.js',
    `const doc = { responses: { 200: { headers: { 'Access-Control-Allow-Origin': { schema: { type: 'string' } } } } } };
integrationResponses: [{ responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" } }];
const mr = { responseParameters: { 'method.response.header.Access-Control-Allow-Origin': true } };`,
  ],
  [
    'a.py',
    `assert response.headers["Access-Control-Allow-Origin"] == "*"
self.assertEqual(resp["Access-Control-Allow-Origin"], "*")
x = resp.headers.get("Access-Control-Allow-Origin", "*")
if "Access-Control-Allow-Origin" in resp: pass`,
  ],
];

describe('headers is silent about', () => {
  test.each(SILENT)('%s: %s', (path, source) => {
    expect(printReading(readText(headers, path, source), source)).toEqual([]);
    expect(printReading(readText(clientRequests, path, source), source)).toEqual([]);
  });
});
