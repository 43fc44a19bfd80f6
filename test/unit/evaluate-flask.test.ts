import { describe, expect, it } from 'vitest';
import { type Files, probed } from '../support/probe-files.ts';

type Row = readonly [name: string, source: string, printed: string];

function table(title: string, head: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s', (_name, source, printed) => {
      expect(probed({ 'app.py': `${head}\n${source}` })).toBe(printed);
    });
  });
}

const HEAD = 'import os\nfrom flask import Flask, current_app';
const CONFIG = "class Base:\n    X = 'b'\nclass Dev(Base):\n    DEBUG = True\nclass Prod(Base):\n    X = 'p'";

// Flask 3.1.2: flask/config.py
table('keys of the configuration', `${HEAD}\napp = Flask(__name__)`, [
  ['assigned', "app.config['X'] = 'a'\nprobe(app.config['X'])", "'a'"],
  ['assigned twice', "app.config['X'] = 'a'\napp.config['X'] = 'b'\nprobe(app.config['X'])", "'b'"],
  ['read with a default', "app.config['X'] = 'a'\nprobe(app.config.get('X', 'd'))", "'a'"],
  ['not there', "probe(app.config.get('X', 'd'), app.config.get('X'))", "'d'\nnull"],
  ['not there, and needed', "probe(app.config['X'])", "?attribute(app.config['X'])"],
  ['set afterwards', "probe(app.config.get('X', 'd'))\napp.config['X'] = 'a'", "'d'"],
  ['updated', "app.config.update(X='a')\nprobe(app.config['X'])", "'a'"],
  [
    'updated with a mapping',
    "app.config.update({'X': 'a'}, Y='b')\nprobe(app.config['X'], app.config['Y'])",
    "'a'\n'b'",
  ],
  ['updated with what is not known', "app.config.update(load())\nprobe(app.config['X'])", '?call(load)'],
  ['from a mapping', "app.config.from_mapping(X='a')\nprobe(app.config['X'])", "'a'"],
  [
    'a default for the key',
    "app.config.setdefault('X', 'a')\napp.config.setdefault('X', 'b')\nprobe(app.config['X'])",
    "'a'",
  ],
  ['taken out', "app.config['X'] = 'a'\napp.config.pop('X')\nprobe(app.config.get('X', 'd'))", "'d'"],
  [
    'changed in place',
    "app.config['X'] = ['a']\napp.config['X'] += ['b']\nprobe(app.config['X'])",
    '?reassigned(X)',
  ],
  [
    'under a name that is computed',
    "app.config['X'] = 'a'\napp.config[key()] = 'b'\nprobe(app.config['X'])",
    '?reassigned(config)',
  ],
  [
    'in one branch',
    "app.config['X'] = 'a'\nif os.getenv('DEV'):\n    app.config['X'] = '*'\nprobe(app.config['X'])",
    "'a' when `DEV` is unset [env] | '*' when `DEV` is set [dev] [env]",
  ],
  [
    'in the branch of the use',
    "if os.getenv('DEV'):\n    app.config['X'] = '*'\n    probe(app.config['X'])\nelse:\n    app.config['X'] = 'a'\n    probe(app.config['X'])",
    "'*'\n'a'",
  ],
  [
    'from prefixed variables',
    "app.config['X'] = 'a'\napp.config.from_prefixed_env()\nprobe(app.config['X'])",
    "'a' when `FLASK_X` is unset [env] | ?env(FLASK_X) when `FLASK_X` is set [env]",
  ],
  [
    'from a file that is not there',
    "app.config['X'] = 'a'\napp.config.from_pyfile('local.cfg', silent=True)\nprobe(app.config['X'])",
    "'a' when `'local.cfg'` does not set `X` [env] | ?attribute(app.config[\"X\"]) when `'local.cfg'` sets `X` [env]",
  ],
  [
    'a key of Flask itself',
    "app.config['DEBUG'] = True\nprobe(app.config['DEBUG'])",
    "?attribute(app.config['DEBUG'])",
  ],
  [
    'in a loop',
    "for x in load():\n    app.config['X'] = x\nprobe(app.config['X'])",
    "?attribute(app.config['X'])",
  ],
]);

table('objects that are loaded', `${HEAD}\n${CONFIG}`, [
  ['a class', "app = Flask(__name__)\napp.config.from_object(Prod)\nprobe(app.config['X'])", "'p'"],
  ['what its base has', "app = Flask(__name__)\napp.config.from_object(Dev)\nprobe(app.config['X'])", "'b'"],
  ['an instance', "app = Flask(__name__)\napp.config.from_object(Prod())\nprobe(app.config['X'])", "'p'"],
  [
    'one that lacks the key',
    "app = Flask(__name__)\napp.config.from_object(Prod)\nprobe(app.config.get('Y', 'd'))",
    "'d'",
  ],
  [
    'a name in lower case',
    "class C:\n    x = 'a'\napp = Flask(__name__)\napp.config.from_object(C)\nprobe(app.config.get('X', 'd'))",
    "'d'",
  ],
  [
    'a base that is not known',
    "class C(Elsewhere):\n    pass\napp = Flask(__name__)\napp.config.from_object(C)\nprobe(app.config.get('Y', 'd'))",
    '?attribute(C.Y)',
  ],
  [
    'overwritten',
    "app = Flask(__name__)\napp.config.from_object(Prod)\napp.config['X'] = 'o'\nprobe(app.config['X'])",
    "'o'",
  ],
  [
    'one of two',
    "app = Flask(__name__)\napp.config.from_object(Prod if os.getenv('FLASK_ENV') == 'production' else Dev)\nprobe(app.config['X'])",
    "'p' when `os.getenv('FLASK_ENV') == 'production'` is true [env] | 'b' when `os.getenv('FLASK_ENV') == 'production'` is false [dev] [env]",
  ],
  [
    'one of a table',
    "table = {'development': Dev, 'production': Prod}\napp = Flask(__name__)\napp.config.from_object(table[os.environ['FLASK_ENV']])\nprobe(app.config['X'])",
    "'b' when `os.environ['FLASK_ENV']` is `development` [dev] [env] | 'p' when `os.environ['FLASK_ENV']` is `production` [env]",
  ],
  [
    'one of a table, with a default',
    "table = {'development': Dev, 'production': Prod}\napp = Flask(__name__)\napp.config.from_object(table.get(os.environ['FLASK_ENV'], Prod))\nprobe(app.config['X'])",
    "'b' when `os.environ['FLASK_ENV']` is `development` [dev] [env] | 'p' when `os.environ['FLASK_ENV']` is `production` [env] | 'p' when `os.environ['FLASK_ENV']` is not `development` [env] and `os.environ['FLASK_ENV']` is not `production` [env]",
  ],
  [
    'what a function chooses',
    "def chosen():\n    return Prod\napp = Flask(__name__)\napp.config.from_object(chosen())\nprobe(app.config['X'])",
    "'p'",
  ],
]);

table('factories', `${HEAD}\n${CONFIG}`, [
  [
    'a class by default',
    "def create_app(config=Prod):\n    app = Flask(__name__)\n    app.config.from_object(config)\n    probe(app.config['X'])",
    "'p' when `create_app()` is not given `config` | ?parameter(config) when `create_app()` is given `config`",
  ],
  [
    'a name by default',
    "table = {'dev': Dev, 'default': Prod}\ndef create_app(name='default'):\n    app = Flask(__name__)\n    app.config.from_object(table[name])\n    probe(app.config['X'])",
    "'p' when `create_app()` is not given `name` | 'b' when `create_app()` is given `name` and `name` is `dev` [dev] | 'p' when `create_app()` is given `name` and `name` is `default`",
  ],
  [
    'a name that the factory replaces',
    "table = {'dev': Dev, 'prod': Prod}\ndef create_app(name=None):\n    name = name or 'prod'\n    app = Flask(__name__)\n    app.config.from_object(table[name])\n    probe(app.config['X'])",
    "'p' when `create_app()` is not given `name` | 'p' when `create_app()` is given `name` and `name` is false | 'b' when `create_app()` is given `name` and `name` is true and `name` is `dev` [dev] | 'p' when `create_app()` is given `name` and `name` is true and `name` is `prod`",
  ],
  [
    'what the one call gives',
    "def create_app(config):\n    app = Flask(__name__)\n    app.config.from_object(config)\n    probe(app.config['X'])\ncreate_app(Prod)",
    "'p'",
  ],
  [
    'the application in a helper',
    "def create_app():\n    app = Flask(__name__)\n    app.config.from_object(Prod)\n    extend(app)\n    return app\ndef extend(app):\n    probe(app.config['X'])",
    "'p'",
  ],
  [
    'the application in a helper that is called before',
    "def create_app():\n    app = Flask(__name__)\n    extend(app)\n    app.config.from_object(Prod)\n    return app\ndef extend(app):\n    probe(app.config.get('X', 'd'))",
    "'d'",
  ],
  [
    'configured in a helper',
    "def create_app():\n    app = Flask(__name__)\n    configure(app)\n    probe(app.config['X'])\ndef configure(app):\n    app.config.from_object(Prod)",
    "'p'",
  ],
  [
    'made by a factory',
    "def create_app():\n    app = Flask(__name__)\n    app.config.from_object(Prod)\n    return app\napp = create_app()\nprobe(app.config['X'])",
    "'p'",
  ],
  [
    'an application of somebody else',
    "def extend(app):\n    probe(app.config.get('X', '*'))",
    '?call(app.config.get)',
  ],
  [
    'the current application',
    "def create_app():\n    app = Flask(__name__)\n    app.config.from_object(Prod)\n    with app.app_context():\n        probe(current_app.config['X'])",
    "'p'",
  ],
  [
    'configured in the module, used in a function',
    "app = Flask(__name__)\napp.config.from_object(Prod)\ndef extend():\n    probe(app.config['X'])",
    "'p'",
  ],
]);

describe('helpers in other files of the package', () => {
  const helper = "import flask_cors\ndef init(app):\n    probe(app.config['X'])";
  const factory =
    "from flask import Flask\nfrom app.extensions import init\ndef create_app():\n    app = Flask(__name__)\n    app.config['X'] = 'a'\n    init(app)\n    app.config['X'] = 'b'";
  const rows: readonly (readonly [string, Files, string])[] = [
    ['called by the package', { 'app/extensions.py': helper, 'app/__init__.py': factory }, "'a'"],
    [
      'called by a file beside it',
      { 'app/extensions.py': helper, 'app/__init__.py': '', 'app/factory.py': factory },
      "'a'",
    ],
    [
      'called twice',
      { 'app/extensions.py': helper, 'app/__init__.py': `${factory}\n    init(app)` },
      "?attribute(app.config['X'])",
    ],
    [
      'another function of that name',
      { 'app/extensions.py': helper, 'app/__init__.py': factory.replace('app.extensions', 'elsewhere') },
      "?attribute(app.config['X'])",
    ],
  ];
  it.each(rows)('%s', (_name, files, printed) => {
    expect(probed(files)).toBe(printed);
  });
});

describe('objects of other files', () => {
  const config =
    "import os\nX = os.getenv('X', 'm')\nclass Base:\n    X = 'b'\nclass Prod(Base):\n    pass\ntable = {'prod': Prod}\n";
  const rows: readonly (readonly [string, Files, string])[] = [
    [
      'by an import',
      {
        'app.py':
          "from flask import Flask\nfrom config import Prod\napp = Flask(__name__)\napp.config.from_object(Prod)\nprobe(app.config['X'])",
        'config.py': config,
      },
      "'b'",
    ],
    [
      'by a path',
      {
        'app.py':
          "from flask import Flask\napp = Flask(__name__)\napp.config.from_object('config.Prod')\nprobe(app.config['X'])",
        'config.py': config,
      },
      "'b'",
    ],
    [
      'a module',
      {
        'app.py':
          "from flask import Flask\nimport config\napp = Flask(__name__)\napp.config.from_object(config)\nprobe(app.config['X'])",
        'config.py': config,
      },
      "'m' when `X` is unset [env] | ?env(X) when `X` is set [env]",
    ],
    [
      'a module by its path',
      {
        'app.py':
          "from flask import Flask\napp = Flask(__name__)\napp.config.from_object('config')\nprobe(app.config.get('Y', 'd'))",
        'config.py': config,
      },
      "'d'",
    ],
    [
      'of a table',
      {
        'app.py':
          "from flask import Flask\nfrom config import table\napp = Flask(__name__)\napp.config.from_object(table['prod'])\nprobe(app.config['X'])",
        'config.py': config,
      },
      "'b'",
    ],
    [
      'a path that leads nowhere',
      {
        'app.py':
          "from flask import Flask\napp = Flask(__name__)\napp.config.from_object('nowhere.Prod')\nprobe(app.config.get('X', 'd'))",
      },
      '?syntax(text)',
    ],
    [
      'the application too',
      {
        'app.py': "import flask_cors\nfrom base import app\nprobe(app.config['X'])",
        'base.py': "from flask import Flask\napp = Flask(__name__)\napp.config['X'] = 'a'",
      },
      "'a'",
    ],
    [
      'configured by a function there',
      {
        'app.py':
          "from flask import Flask\nfrom setup import configure\napp = Flask(__name__)\nconfigure(app)\nprobe(app.config['X'])",
        'setup.py': "def configure(flask_app):\n    flask_app.config['X'] = 'a'",
      },
      "'a'",
    ],
  ];
  it.each(rows)('%s', (_name, files, printed) => {
    expect(probed(files)).toBe(printed);
  });
});

table('one of several instances', 'import os', [
  [
    'of a table',
    "class A:\n    x = 'a'\nclass B(A):\n    x = 'b'\nsettings = {'dev': A(), 'prod': B()}[os.environ['APP_ENV']]\nprobe(settings.x)",
    "'a' when `os.environ['APP_ENV']` is `dev` [dev] [env] | 'b' when `os.environ['APP_ENV']` is `prod` [env]",
  ],
  [
    'of a function',
    "class A:\n    x = 'a'\nclass B(A):\n    x = 'b'\ndef chosen():\n    if os.getenv('PROD'):\n        return B()\n    return A()\nsettings = chosen()\nprobe(settings.x)",
    "'b' when `PROD` is set [env] | 'a' when `PROD` is unset [dev] [env]",
  ],
  [
    'one that is not known',
    "class A:\n    x = 'a'\nsettings = {'a': A(), 'b': made()}[os.environ['Y']]\nprobe(settings.x)",
    "'a' when `os.environ['Y']` is `a` [env] | ?attribute(settings.x) when `os.environ['Y']` is `b` [env]",
  ],
]);
