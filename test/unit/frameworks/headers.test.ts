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
    ["unknown: the request's own Origin header @ allow"],
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
    [
      "unknown: the request's own Origin header; when `origin` is `https://a.example` or `https://b.example` @ req.headers.origin",
    ],
  ],
  [
    'a.js',
    `const o = req.get('Origin'); switch (o) { case 'https://a.example': case 'https://b.example': res.setHeader('Access-Control-Allow-Origin', o); break; }`,
    ['exact https://a.example | exact https://b.example @ o'],
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
  [
    'a.ts',
    `const allowed = new Set(['http://localhost:5174']);
function corsHeaders(origin: string | null) {
  return { ...(origin && allowed.has(origin) ? { 'Access-Control-Allow-Origin': origin } : {}), 'Access-Control-Allow-Methods': 'POST' };
}
const json = (body: unknown, status = 200, origin: string | null = null) => new Response(body, { status, headers: { ...corsHeaders(origin) } });
Deno.serve(async (request) => {
  const origin = request.headers.get('Origin');
  if (request.method === 'OPTIONS') return new Response('ok', { headers: corsHeaders(origin) });
  return json({}, 200, origin);
});`,
    ['exact http://localhost:5174; access-control-allow-methods=POST; at corsHeaders @ origin'],
  ],
  [
    'a.js',
    `function corsHeaders(origin, env) {
  if (!origin || !origins(env).includes(origin)) return {};
  return { 'access-control-allow-origin': origin, vary: 'origin' };
}
export default { fetch: (req, env) => new Response('', { headers: corsHeaders(req.headers.get('origin'), env) }) };`,
    ["unknown: the request's own Origin header; vary=origin; at corsHeaders @ origin"],
  ],
  [
    'a.ts',
    `function cors(origin: string | null): HeadersInit { return { 'access-control-allow-origin': origin ?? '*', 'access-control-allow-headers': 'authorization' }; }
Deno.serve(async (req) => {
  if (req.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors(req.headers.get('origin')) });
  return new Response('x', { status: 401, headers: cors(req.headers.get('origin')) });
});`,
    ['any; access-control-allow-headers=authorization; at cors @ origin'],
  ],
  [
    'a.ts',
    `function createCorsHeaders(origin = '*') { return { 'Access-Control-Allow-Origin': origin }; }
function reply(code, body, origin = '*') { return { statusCode: code, headers: createCorsHeaders(origin), body }; }
exports.handler = async () => reply(200, 'x');`,
    ["any; at createCorsHeaders @ '*'"],
  ],
  [
    'a.js',
    `const origin = typeof req.headers.origin === 'string' ? req.headers.origin : undefined;
if (origin) { res.setHeader('Access-Control-Allow-Origin', origin); res.setHeader('Access-Control-Allow-Credentials', 'true'); }`,
    ['any; credentials @ origin'],
  ],
  [
    'a.js',
    `const server = createServer(async (request, response) => {
  const origin = allowedOrigin(request);
  response.writeHead(204, { 'access-control-allow-methods': 'GET', ...(origin ? { 'access-control-allow-origin': origin } : {}) });
});`,
    [
      'unknown: what `allowedOrigin()` returns; access-control-allow-methods=GET; when `origin` is true @ allowedOrigin(request)',
    ],
  ],
  [
    'a.js',
    `app.onError((err, c) => {
  const origin = c.req.header('Origin');
  if (origin && (origin.endsWith('.a.example') || origin.endsWith('.vercel.app'))) {
    c.header('Access-Control-Allow-Origin', origin); c.header('Access-Control-Allow-Credentials', 'true');
  }
});`,
    ['ends .a.example | ends .vercel.app; credentials @ origin'],
  ],
  [
    'a.js',
    `app.options('*', (req, res) => {
  const origin = req.headers.origin;
  if (origin && (allowedOrigins.includes(origin) || origin.includes('vercel.app'))) { res.setHeader('Access-Control-Allow-Origin', origin); }
  res.setHeader('Access-Control-Allow-Credentials', 'true');
});`,
    ["unknown: the request's own Origin header | holds vercel.app; credentials @ origin"],
  ],
  [
    'a.js',
    `app.use('/uploads', (req, res, next) => {
  const origin = req.headers.origin;
  if (origin) {
    const requested = normalize(origin);
    let host = null;
    try { host = new URL(origin).hostname; } catch {}
    if (allowed.includes(requested) || isPreview(host)) { res.setHeader('Access-Control-Allow-Origin', origin); res.setHeader('Access-Control-Allow-Credentials', 'true'); }
  }
});`,
    ["unknown: the request's own Origin header; credentials @ origin"],
  ],
  [
    'a.js',
    `export default function middleware(request) {
  const origin = request.headers.get('origin');
  const response = NextResponse.next();
  if (origin && ['https://a.example'].includes(origin)) {
    response.headers.set('Access-Control-Allow-Origin', origin);
    response.headers.set('Access-Control-Allow-Credentials', 'true');
  } else if (origin) {
    response.headers.set('Access-Control-Allow-Origin', 'null');
    response.headers.delete('Access-Control-Allow-Credentials');
  }
  response.headers.set('Access-Control-Allow-Methods', 'GET');
  return response;
}`,
    [
      'exact https://a.example; credentials; access-control-allow-methods=GET; at middleware @ origin',
      "fixed null; access-control-allow-methods=GET; at middleware @ 'null'",
    ],
  ],
  [
    'server.js',
    `const headers = Object.assign({}, base, { 'Access-Control-Allow-Origin': '*' });`,
    ["any @ '*'"],
  ],
  [
    'server.js',
    `const headers = new Headers({ 'Access-Control-Allow-Origin': '*' });
headers.set('Access-Control-Allow-Credentials', 'true');
return new Response(null, { headers });`,
    ["any; credentials @ '*'"],
  ],
  [
    'server.js',
    `return new Response(null, { headers: [['Access-Control-Allow-Origin', '*'], ['Access-Control-Allow-Credentials', 'true']] });`,
    ["any; credentials @ '*'"],
  ],
  [
    'server.js',
    `res.writeHead(200, ['Access-Control-Allow-Origin', '*', 'Access-Control-Allow-Origin', 'https://a.example']);`,
    ["fixed *, https://a.example @ 'https://a.example'"],
  ],
  [
    'server.js',
    `res.writeHead(200, { 'access-control-allow-origin': '*', 'Access-Control-Allow-Origin': 'https://a.example' });`,
    ["fixed *, https://a.example @ 'https://a.example'"],
  ],
  [
    'server.js',
    `res.setHeader('Access-Control-Allow-Origin', 'https://a.example'); res.setHeader('Access-Control-Allow-Origin', '*');`,
    ["any @ '*'"],
  ],
  [
    'vite.config.ts',
    `export default defineConfig({ server: { headers: { 'Access-Control-Allow-Origin': '*' } } });`,
    ["any; development: `vite.config.ts` configures a development server @ '*'"],
  ],
  [
    'server.js',
    `res.setHeader(\`Access-Control-Allow-Origin\`, 'https://' + host);`,
    ["unknown: `host`, which this file does not define @ 'https://' + host"],
  ],
  [
    'server.ts',
    `response.headers.set('Access-Control-Allow-Origin', config.origin!);`,
    ['unknown: `config.origin` @ config.origin'],
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
  [
    'a.py',
    `def cors_headers(origin):
    ok = bool(origin) and (ALLOWED_ORIGIN == "*" or origin == ALLOWED_ORIGIN)
    return {"Access-Control-Allow-Origin": origin if ok else ("*" if ALLOWED_ORIGIN == "*" else ""), "Vary": "Origin"}
@app.get("/")
def root(request: Request):
    return JSONResponse({}, headers=cors_headers(request.headers.get("origin")))`,
    [
      "unknown: the request's own Origin header; vary=Origin; at cors_headers @ origin",
      'any; vary=Origin; at cors_headers; when `ALLOWED_ORIGIN == "*"` is true @ "*"',
    ],
  ],
  [
    'a.py',
    `@app.exception_handler(Exception)
async def handler(request, exc):
    origin = request.headers.get("origin", "")
    headers = {}
    if origin in ALLOWED:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Allow-Credentials"] = "true"
    return JSONResponse(status_code=500, content={}, headers=headers)`,
    ["unknown: the request's own Origin header; credentials; at handler @ origin"],
  ],
  [
    'a.py',
    `origin = scope.get("headers", {}).get("origin")
cors_headers = {"Access-Control-Allow-Credentials": "true", "Access-Control-Allow-Origin": origin or "*"}
for key, value in cors_headers.items():
    headers[key] = value`,
    [
      'any; credentials; when `origin` is false @ "*"',
      'unknown: what `scope.get("headers", {}).get()` returns; credentials; when `origin` is true @ scope.get("headers", {}).get("origin")',
    ],
  ],
  [
    'wsgi.py',
    `def app(environ, start_response):
    headers = [("Access-Control-Allow-Origin", environ.get("HTTP_ORIGIN", "*")), ("Access-Control-Allow-Credentials", "true")]
    start_response("200 OK", headers)`,
    [
      'any; credentials; at app; when `HTTP_ORIGIN` is unset @ "*"',
      'unknown: the environment variable `HTTP_ORIGIN`; credentials; at app; when `HTTP_ORIGIN` is set @ environ.get("HTTP_ORIGIN", "*")',
    ],
  ],
  [
    'falcon_app.py',
    `class Thing:
    def on_get(self, req, resp):
        resp.set_header("Access-Control-Allow-Origin", req.get_header("Origin"))
        resp.append_header("Access-Control-Allow-Credentials", "true")`,
    ['any; credentials; at on_get @ req.get_header("Origin")'],
  ],
  [
    'functions.py',
    `def main(request):
    if request.method == "OPTIONS":
        headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET", "Access-Control-Max-Age": "3600"}
        return ("", 204, headers)
    headers = {"Access-Control-Allow-Origin": "*"}
    return ("ok", 200, headers)`,
    [
      'any; access-control-allow-methods=GET; access-control-max-age=3600; at main @ "*"',
      'any; at main @ "*"',
    ],
  ],
  [
    'aio.py',
    `async def handle(request):
    return web.json_response({}, headers={"Access-Control-Allow-Origin": "https://a.example, https://b.example"})`,
    ['fixed https://a.example, https://b.example; at handle @ "https://a.example, https://b.example"'],
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
  [
    'api.js',
    `import axios from 'axios';
const expected = { 'Access-Control-Allow-Origin': '*' };
expect(response.headers).toEqual(expected);`,
  ],
  ['a.js', `for (const name of ['access-control-allow-origin', 'vary']) res.removeHeader(name);`],
  [
    'a.js',
    `const CORS_HEADERS = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Headers'];
names.push('Access-Control-Allow-Origin', 'Access-Control-Allow-Methods');`,
  ],
  ['a.js', `if (!res.get('Access-Control-Allow-Origin')) log(res.headers['access-control-allow-origin']);`],
  ['a.js', `console.log({ 'Access-Control-Allow-Origin': '*' });`],
  [
    'a.js',
    `const csp = "default-src 'self'; connect-src Access-Control-Allow-Origin";
res.setHeader('Content-Security-Policy', csp);`,
  ],
  ['a.js', `res.setHeader('Access-Control-Request-Method', 'GET');`],
  ['a.test.js', `res.setHeader('Access-Control-Allow-Origin', '*');`],
  ['src/__mocks__/server.js', `res.setHeader('Access-Control-Allow-Origin', '*');`],
  ['a.js', `interface Headers { 'Access-Control-Allow-Origin': string }`],
  ['a.js', `if (headers['Access-Control-Allow-Origin'] === '*') { warn(); }`],
  [
    'tests/test_app.py',
    `def test_it(client):
    client.response.headers["Access-Control-Allow-Origin"] = "*"`,
  ],
  [
    'a.py',
    `"""Sets Access-Control-Allow-Origin on every response."""
# response.headers["Access-Control-Allow-Origin"] = "*"
NAMES = ("Access-Control-Allow-Origin", "Access-Control-Allow-Headers")
assert dict(response.headers) == {"Access-Control-Allow-Origin": "*"}`,
  ],
  [
    'a.py',
    `requests.get(url, headers={"Access-Control-Allow-Origin": "*"})
httpx.AsyncClient(headers={"Access-Control-Allow-Origin": "*"})`,
  ],
  [
    'a.py',
    `del response.headers["Access-Control-Allow-Origin"]
response.headers.pop("Access-Control-Allow-Origin", None)`,
  ],
  ['a.py', `logger.info("Access-Control-Allow-Origin", extra={"Access-Control-Allow-Origin": "*"})`],
];

describe('headers is silent about', () => {
  test.each(SILENT)('%s: %s', (path, source) => {
    expect(printReading(readText(headers, path, source), source)).toEqual([]);
    // Requests of Python programs meet no browser.
    if (!path.endsWith('.py'))
      expect(printReading(readText(clientRequests, path, source), source)).toEqual([]);
  });
});

/** `origin -> status and headers` */
const ANSWERS: readonly (readonly [
  source: string,
  origin: string,
  headers: readonly (readonly [string, string])[],
])[] = [
  [
    "res.setHeader('Access-Control-Allow-Origin', '*');",
    'https://evil.example',
    [['Access-Control-Allow-Origin', '*']],
  ],
  [
    "const f = (req, res) => res.set({ 'Access-Control-Allow-Origin': req.headers.origin, 'Access-Control-Allow-Credentials': true, Vary: 'Origin' });",
    'https://evil.example',
    [
      ['Access-Control-Allow-Origin', 'https://evil.example'],
      ['Access-Control-Allow-Credentials', 'true'],
      ['Vary', 'Origin'],
    ],
  ],
  [
    "const f = (req, res) => { if (['https://a.example'].includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin); };",
    'https://a.example',
    [['Access-Control-Allow-Origin', 'https://a.example']],
  ],
  [
    "const f = (req, res) => { if (['https://a.example'].includes(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin); };",
    'https://evil.example',
    [],
  ],
  [
    "const f = (req, res) => { if (/a\\.example$/.test(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin); };",
    'https://eviLa.example',
    [['Access-Control-Allow-Origin', 'https://eviLa.example']],
  ],
  [
    "const f = (req, res) => { if (ok(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin); };",
    'https://a.example',
    [],
  ],
  [
    "res.append('Access-Control-Allow-Origin', '*'); res.append('Access-Control-Allow-Origin', 'https://a.example');",
    'https://a.example',
    [['Access-Control-Allow-Origin', '*, https://a.example']],
  ],
  [
    "res.set('Access-Control-Allow-Origin', '*'); res.set('Access-Control-Max-Age', 600); res.set('Access-Control-Expose-Headers', ['A', 'B']);",
    'https://a.example',
    [
      ['Access-Control-Allow-Origin', '*'],
      ['Access-Control-Max-Age', '600'],
      ['Access-Control-Expose-Headers', 'A, B'],
    ],
  ],
];

describe('headers answers', () => {
  test.each(ANSWERS)('%s to %s', (source, origin, expected) => {
    const { policies } = readText(headers, 'server.js', source);
    expect(policies).toHaveLength(1);
    const [policy] = policies;
    const answer =
      policy && headers.respond(policy, { method: 'GET', path: '/', headers: [['Origin', origin]] });
    const sorted = [...(answer?.headers ?? [])].sort();
    expect(sorted).toEqual([...expected].sort());
    expect(answer?.status).toBe(200);
  });
});

test('never throws on a prefix of a file', () => {
  for (const [path, source] of [...JAVASCRIPT, ...PYTHON].filter((_, i) => i % 9 === 0)) {
    for (let end = 0; end < source.length; end += 3) readText(headers, path, source.slice(0, end));
  }
});

test('stays fast on a file full of headers', () => {
  const source = "res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\n".repeat(400);
  const start = performance.now();
  readText(headers, 'server.js', source);
  expect(performance.now() - start).toBeLessThan(60_000);
});
