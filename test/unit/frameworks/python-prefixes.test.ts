import { describe, expect, test } from 'vitest';
import { djangoCorsHeaders } from '../../../server/src/core/frameworks/django-cors-headers/index.ts';
import { flaskCors } from '../../../server/src/core/frameworks/flask-cors/index.ts';
import type { Framework } from '../../../server/src/core/frameworks/framework.ts';
import { starlette } from '../../../server/src/core/frameworks/starlette/index.ts';
import type { ServerRequest } from '../../../server/src/core/policy/answer.ts';
import { readFile } from './python.ts';

const STARLETTE = `import os
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware import Middleware

class Own(CORSMiddleware):
    pass

origins = ["https://a.example", *os.environ["ORIGINS"].split(","), 5, None]
if DEBUG: origins.append("*")
options = {"allow_credentials": "False", **more}
app.add_middleware(Own, allow_origins=origins, alow_methods=["*"], **options)
app = CORSMiddleware(app, "https://*.a.example", allow_origin_regex=r"(https?://[a-z)+", max_age="x")
routes = [Mount("/\u{1f600}", middleware=[Middleware(CORSMiddleware, allow_headers="X-A")])]
`;

const FLASK = `from flask_cors import CORS, cross_origin
app.config["CORS_HEADERS"] = "X"
app.config.update({"CORS_ORIGINS": [r"https://.*\\.a", "*.b", None], **x}, CORS_MAX_AGE=timedelta(1))
class Config:
    CORS_SUPPORTS_CREDENTIALS = "False"
app.config.from_object(Config)
cors = CORS(app if a else b, resources={r"/api/*": {"origin": "*"}, "/b": "x", **r}, origins=("https://a.example"))
cors.init_app(app, **kw)
@app.route("/")
@cross_origin
def view(): pass
@cross_origin(origins=[o.strip() for o in env("A").split(",")], methods="*")
def other(): pass
`;

const DJANGO = `from .base import *
from configurations import Configuration
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]
CORS_ALLOWED_ORIGINS = ["https://a.example/", "b", "*"] + OTHERS
CORS_ALLOWED_ORIGINS += [f"https://{HOST}"]
CORS_ALLOWED_ORIGIN_REGEXES = r"^https://(a$"
CORS_ALLOW_ALL_ORIGINS, X = True, 1
try:
    CORS_ALLOW_CREDENTIALS = env.bool("C", default=True)
except Exception:
    CORS_ALLOW_CREDENTIALS = "False"
class Dev(Base, Configuration):
    CORS_ORIGIN_WHITELIST = "null"
    if X:
        CORS_ALLOW_ORIGINS = []
`;

const REQUESTS: readonly ServerRequest[] = [
  {
    method: 'GET',
    path: '/',
    headers: [
      ['Origin', 'https://evil.example'],
      ['Cookie', 'a=b'],
    ],
  },
  {
    method: 'OPTIONS',
    path: '/',
    headers: [
      ['Origin', 'null'],
      ['Access-Control-Request-Method', 'PUT'],
      ['Access-Control-Request-Headers', 'x-a'],
    ],
  },
];

const SAMPLES: readonly (readonly [Framework, string, string])[] = [
  [starlette, 'app.py', STARLETTE],
  [flaskCors, 'app.py', FLASK],
  [djangoCorsHeaders, 'settings.py', DJANGO],
];

describe.each(SAMPLES)('$id', (framework, path, source) => {
  test('never throws on a file that is being typed', { timeout: 60_000 }, () => {
    let most = 0;
    for (let end = 0; end <= source.length; end++) {
      const { policies } = readFile(framework, path, source.slice(0, end));
      most = Math.max(most, policies.length);
      for (const policy of policies) for (const request of REQUESTS) framework.respond(policy, request);
    }
    expect(most).toBeGreaterThan(1);
  });

  test('never throws on a file without its beginning', { timeout: 60_000 }, () => {
    for (let start = 0; start <= source.length; start += 7) readFile(framework, path, source.slice(start));
  });
});
