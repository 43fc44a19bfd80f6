import type { Framework } from '../framework.ts';
import { ENGINEIO_TABLE } from './options.ts';
import { ENGINEIO_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const pythonEngineio: Framework = {
  id: 'python-engineio',
  title: 'python-socketio',
  languages: ['python'],
  packages: ENGINEIO_PACKAGES,
  words: ['flask_socketio', 'cors_allowed_origins', 'import socketio', 'import engineio'],
  options: ENGINEIO_TABLE,
  read,
  respond,
  support: {
    name: 'python-socketio, Flask-SocketIO, python-engineio',
    versions: 'python-engineio 3.8.2 and later',
    forms: [
      '`socketio.Server(cors_allowed_origins=…)`, `socketio.AsyncServer(…)`',
      '`SocketIO(app, cors_allowed_origins=…)`',
      '`SocketIO(…)` and `init_app(app, …)`',
      '`engineio.Server(…)`, `engineio.AsyncServer(…)`',
    ],
    modelled:
      'the polling endpoint: strings and lists compared letter by letter, `[]`, credentials on by default, no `Vary`; an origin function is left open',
    checked: '3.8.2.post1, 3.9.3, 3.10.0, 3.14.2, 4.3.2, 4.12.2, 4.12.3, 4.15.1',
  },
};
