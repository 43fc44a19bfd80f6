import { describe, expect, it } from 'vitest';
import { analyze } from '../../server/src/core/index.ts';
import { printProbes } from '../support/print-value.ts';
import { projectOf } from '../support/project.ts';

type Row = readonly [name: string, source: string, printed: string];

function table(title: string, path: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s', (_name, source, printed) => {
      expect(printProbes(source, path)).toBe(printed);
    });
  });
}

const lines = (...all: readonly string[]): string => all.join('\n');

const SETTINGS =
  'from pydantic_settings import BaseSettings\nfrom pydantic import AnyHttpUrl, AnyUrl, BaseModel, Field\n';
const V1 = 'from pydantic import AnyHttpUrl, BaseSettings\nfrom typing import List\n';

table('models inside of settings', 'app.py', [
  [
    'an instance as the default',
    `${SETTINGS}class Cors(BaseModel):\n    origins: list[str] = ['a']\nclass Settings(BaseSettings):\n    cors: Cors = Cors()\nsettings = Settings()\nprobe(settings.cors.origins)`,
    "['a'] when `CORS` is unset [env] | ?env(CORS) when `CORS` is set [env]",
  ],
  [
    'a factory',
    `${SETTINGS}class Cors(BaseModel):\n    origins: list[str] = ['a']\nclass Settings(BaseSettings):\n    cors: Cors = Field(default_factory=Cors)\nprobe(Settings().cors.origins)`,
    "['a'] when `CORS` is unset [env] | ?env(CORS) when `CORS` is set [env]",
  ],
  [
    'a delimiter names the variable of each part',
    `${SETTINGS}class Cors(BaseModel):\n    origins: list[str] = ['a']\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='APP_', env_nested_delimiter='__')\n    cors: Cors = Cors()\nprobe(Settings().cors.origins)`,
    "['a'] when `APP_CORS__ORIGINS` is unset [env] | ?env(APP_CORS__ORIGINS) when `APP_CORS__ORIGINS` is set [env]",
  ],
  [
    'what the instance is made with',
    `${SETTINGS}class Cors(BaseModel):\n    origins: list[str] = ['a']\n    other: str = 'o'\nclass Settings(BaseSettings):\n    cors: Cors = Cors(origins=['b'])\nprobe(Settings().cors.origins, Settings().cors.other, Cors(origins=['c']).origins, Cors(['d']).origins, Cors(**x).other)`,
    lines(
      "['b'] when `CORS` is unset [env] | ?env(CORS) when `CORS` is set [env]",
      "'o' when `CORS` is unset [env] | ?env(CORS) when `CORS` is set [env]",
      "['c']",
      '?attribute(origins)',
      '?attribute(other)',
    ),
  ],
  [
    'a model that is required',
    `${SETTINGS}class Cors(BaseModel):\n    origins: list[str] = ['a']\nclass Settings(BaseSettings):\n    cors: Cors\nprobe(Settings().cors.origins)`,
    '?env(CORS)',
  ],
  [
    'a class with a constructor of its own',
    `class Cors:\n    origins = ['a']\n    def __init__(self, origins):\n        self.x = 1\nprobe(Cors(origins=['b']).origins)`,
    '?attribute(origins)',
  ],
  [
    'a base of a base',
    `${SETTINGS}class Common(BaseSettings):\n    origins: list[str] = ['a']\nclass Settings(Common):\n    model_config = {'env_prefix': 'X_'}\n    other: str = 'b'\nprobe(Settings().origins, Settings().other)`,
    lines(
      "['a'] when `X_ORIGINS` is unset [env] | ?env(X_ORIGINS) when `X_ORIGINS` is set [env]",
      "'b' when `X_OTHER` is unset [env] | ?env(X_OTHER) when `X_OTHER` is set [env]",
    ),
  ],
]);

table('validators', 'app.py', [
  [
    'an annotated one',
    `${SETTINGS}def split(v):\n    return v.split(',') if isinstance(v, str) else v\nclass Settings(BaseSettings):\n    origins: Annotated[list[str], BeforeValidator(split)] = 'a,b'\nprobe(Settings().origins)`,
    "['a', 'b'] when `ORIGINS` is unset [env] | ?env(ORIGINS) when `ORIGINS` is set [env]",
  ],
  [
    'those before the type run before those after it',
    `${SETTINGS}class Settings(BaseSettings):\n    origins: list[AnyHttpUrl] = 'https://a.example'\n    @field_validator('origins')\n    @classmethod\n    def strip(cls, v):\n        return [str(o).rstrip('/') for o in v]\n    @field_validator('origins', mode='before')\n    @classmethod\n    def split(cls, v):\n        return v.split(',')\nprobe(Settings().origins)`,
    "['https://a.example'] when `ORIGINS` is unset [env] | ?env(ORIGINS) when `ORIGINS` is set [env]",
  ],
]);

table('addresses', 'app.py', [
  [
    'pydantic 2 adds a slash',
    `${SETTINGS}class S(BaseSettings):\n    a: list[AnyHttpUrl] = ['https://a.example', 'http://LOCALHOST:80', 'https://a.example/x', '*']\n    b: AnyHttpUrl = 'https://b.example'\n    c: list[AnyUrl] | str = 'https://c.example'\n    d: list[AnyUrl | str] = ['https://d.example']\n    e: Optional[List[AnyUrl]] = ['https://e.example']\ns = S()\nprobe([str(o) for o in s.a], str(s.b), s.c, s.d, s.e)`,
    lines(
      "['https://a.example/', 'http://localhost/', 'https://a.example/x', ?call(AnyHttpUrl)] when `A` is unset [env] | ?env(A) when `A` is set [env]",
      "'https://b.example/' when `B` is unset [env] | ?env(B) when `B` is set [env]",
      "'https://c.example' when `C` is unset [env] | ?env(C) when `C` is set [env]",
      "['https://d.example'] when `D` is unset [env] | ?env(D) when `D` is set [env]",
      "['https://e.example/'] when `E` is unset [env] | ?env(E) when `E` is set [env]",
    ),
  ],
  [
    'and it is taken away',
    `${SETTINGS}class S(BaseSettings):\n    a: list[AnyHttpUrl] = ['https://a.example']\nprobe([str(o).rstrip('/') for o in S().a])`,
    "['https://a.example'] when `A` is unset [env] | ?env(A) when `A` is set [env]",
  ],
  [
    'pydantic 1 keeps the text',
    `${V1}class S(BaseSettings):\n    a: List[AnyHttpUrl] = ['https://a.example']\nprobe([str(o) for o in S().a])`,
    "['https://a.example'] when `A` is unset [env] | ?env(A) when `A` is set [env]",
  ],
  [
    'a model does not look at its defaults',
    `${SETTINGS}class Cors(BaseModel):\n    origins: list[AnyHttpUrl] = ['https://a.example']\nprobe(Cors().origins)`,
    "['https://a.example']",
  ],
]);

describe('settings of another file', () => {
  it.each([
    ['an instance', 'from app.config import settings', 'settings.cors.origins'],
    ['a function that makes one', 'from app.config import get_settings', 'get_settings().cors.origins'],
    ['through the module', 'from app import config', 'config.settings.cors.origins'],
    ['the class', 'from app.config import Settings', 'Settings().cors.origins'],
  ])('%s', (_name, line, origins) => {
    const config = `${SETTINGS}class Cors(BaseModel):\n    origins: list[str] = ['*']\nclass Settings(BaseSettings):\n    cors: Cors = Cors()\ndef get_settings():\n    return Settings()\nsettings = get_settings()\n`;
    const main = `from fastapi.middleware.cors import CORSMiddleware\n${line}\napp.add_middleware(CORSMiddleware, allow_origins=${origins}, allow_credentials=True)\n`;
    const project = projectOf({ files: { 'app/__init__.py': '', 'app/config.py': config, 'main.py': main } });
    const [finding] = analyze(project, 'main.py').findings;
    expect(finding?.rule).toBe('any-origin-with-credentials');
    expect(finding?.place.uri).toBe('app/config.py');
    expect(finding?.message).toContain('`CORS` is unset');
  });
});

table('branches of a match', 'app.py', [
  [
    'of a constant, of several, of the rest',
    `import os\nmatch os.getenv('ENV'):\n    case 'prod':\n        x = 1\n    case 'stage' | 'dev':\n        x = 2\n    case _:\n        x = 3\nprobe(x)`,
    "1 when `os.getenv('ENV')` is `prod` [env] | 2 when `os.getenv('ENV')` is not `prod` [dev] [env] and `os.getenv('ENV')` is `stage` or `dev` [env] | 3 when `os.getenv('ENV')` is not `prod` [dev] [env] and `os.getenv('ENV')` is neither `stage` nor `dev` [env]",
  ],
  [
    'a guard is not read',
    `match a:\n    case 'b' if c:\n        x = 1\n    case _:\n        x = 2\nprobe(x)`,
    '1 when line 3 runs and line 5 does not run | 2 when line 5 runs',
  ],
  [
    'nothing is left',
    `x = 0\nmatch a:\n    case 'b':\n        x = 1\nprobe(x)`,
    '0 when `a` is not `b` | 1 when `a` is `b`',
  ],
]);

table('branches of a switch', 'app.ts', [
  [
    'each leaves',
    `let x;\nswitch (process.env.NODE_ENV) {\n  case 'production': x = 1; break;\n  case 'test':\n  case 'ci': { x = 2; break; }\n  default: x = 3;\n}\nprobe(x)`,
    '1 when `process.env.NODE_ENV` is `production` [env] | 2 when `process.env.NODE_ENV` is not `production` [dev] [env] and `process.env.NODE_ENV` is `test` or `ci` [dev] [env] | 3 when `process.env.NODE_ENV` is not `production` [dev] [env] and `process.env.NODE_ENV` is neither `test` nor `ci` [env]',
  ],
  [
    'one runs on',
    `let x = 0;\nswitch (a) { case 'b': x = 1; case 'c': x = 2; break; }\nprobe(x)`,
    '0 when line 2 does not run and line 2 does not run | 1 when line 2 runs and line 2 does not run | 2 when line 2 runs',
  ],
  [
    'one leaves early',
    `let x = 0;\nswitch (a) { case 'b': if (c) break; x = 1; break; default: x = 2 }\nprobe(x)`,
    '0 when line 2 does not run and line 2 does not run | 1 when line 2 runs and line 2 does not run | 2 when line 2 runs',
  ],
  [
    'a return',
    `function f(e) { switch (e) { case 'a': return 1; default: return 2; } }\nprobe(f('a'), f('b'))`,
    lines('1', '2'),
  ],
  [
    'the default first',
    `let x;\nswitch (a) { default: x = 1; break; case 'b': x = 2; break; }\nprobe(x)`,
    '1 when `a` is not `b` | 2 when `a` is `b`',
  ],
  [
    'a subject that is known',
    `const a = 'b';\nlet x;\nswitch (a) { case 'b': x = 1; break; default: x = 2; }\nprobe(x)`,
    '1',
  ],
]);

table('functions that read the environment', 'app.py', [
  [
    'called with names',
    `import os\ndef read(key, default=None, sep=','):\n    return os.environ.get(key, default).split(sep)\nprobe(read('O', default='a,b'), read(key='O', sep=';', default='a;b'), read('O', other=1))`,
    lines(
      "['a', 'b'] when `O` is unset [env] | ?env(O) when `O` is set [env]",
      "['a', 'b'] when `O` is unset [env] | ?env(O) when `O` is set [env]",
      '?call(read)',
    ),
  ],
  [
    'several returns are chosen between by the type that is given',
    `import os\ndef read(key, default=None, cast=None):\n    value = os.environ.get(key, default)\n    if cast is bool:\n        return value == '1'\n    return cast(value)\nprobe(read('O', default='a', cast=lambda v: [v]))`,
    "['a' when `O` is unset [env] | ?env(O) when `O` is set [env]]",
  ],
  [
    'several returns are not chosen between by what another package gives',
    `import os\nfrom casts import Csv\ndef read(key, default=None, cast=None):\n    value = os.environ.get(key, default)\n    if cast is bool:\n        return value == '1'\n    return cast(value)\nprobe(read('O', default='a', cast=Csv()))`,
    '?call(read)',
  ],
]);
