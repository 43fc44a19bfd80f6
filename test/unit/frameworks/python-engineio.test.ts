import { describe, expect, test } from 'vitest';
import { pythonEngineio } from '../../../server/src/core/frameworks/python-engineio/index.ts';
import { printAll } from './python.ts';

const FORMS: readonly (readonly [name: string, source: string, policies: readonly string[]])[] = [
  [
    'a server of python-socketio',
    'import socketio\nsocketio.Server(cors_allowed_origins="https://a.example", logger=True)',
    ['python-socketio origins: https://a.example; credentials: true'],
  ],
  [
    'an alias',
    'from socketio import AsyncServer as S\nS(cors_allowed_origins=["https://a.example"], cors_credentials=False)',
    ['python-socketio origins: https://a.example; credentials: false'],
  ],
  [
    'a server of python-engineio',
    'import engineio\nengineio.AsyncServer(cors_allowed_origins="*")',
    ['python-engineio origins: any; credentials: true'],
  ],
  [
    'without options, the own origin only',
    'from flask_socketio import SocketIO\nSocketIO(app)',
    ['Flask-SocketIO origins: none; credentials: true'],
  ],
  [
    'init_app wins',
    'from flask_socketio import SocketIO\ns = SocketIO(cors_allowed_origins=[])\ns.init_app(app, cors_allowed_origins="https://a.example")',
    ['Flask-SocketIO origins: https://a.example; credentials: true'],
  ],
  [
    'without an application, options may come elsewhere',
    'from flask_socketio import SocketIO\ns = SocketIO()',
    ['Flask-SocketIO origins: none; credentials: unknown; open'],
  ],
  [
    'an empty list leaves it to others',
    'import socketio\nsocketio.Server(cors_allowed_origins=[])',
    ['python-socketio origins: none; credentials: true; open'],
  ],
  [
    'a function is left open',
    'import socketio\nsocketio.Server(cors_allowed_origins=lambda origin, environ: True)',
    ['python-socketio origins: unknown; credentials: true'],
  ],
  [
    'a name that is not known',
    'import socketio\nsocketio.Server(cors_allow_origins="*", cors=1, ping_timeout=3)',
    [
      'python-socketio origins: none; credentials: true; cors; unknown-option cors_allow_origins → cors_allowed_origins; unknown-option cors',
    ],
  ],
  ['another SocketIO', 'from elsewhere import SocketIO\nSocketIO(app, cors_allowed_origins="*")', []],
];

describe('what is read', () => {
  test.each(FORMS)('%s', (_, source, policies) => {
    expect(printAll(pythonEngineio, 'app.py', source)).toEqual(policies);
  });
});

test('before 3.9.0 everybody is let in by default', () => {
  const source = 'import socketio\nsocketio.Server()';
  expect(printAll(pythonEngineio, 'app.py', source, '3.8.2')).toEqual([
    'python-socketio origins: any by default; credentials: true',
  ]);
});
