import type { OptionSpec, OptionTable } from '../framework.ts';

/** Those options of `engineio.Server` that concern origins (python-engineio@4.15.1:src/engineio/base_server.py). */
export const ENGINEIO_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'cors_allowed_origins',
    role: 'origins',
    type: 'string, list of strings, or function',
    default: 'None',
    meaning:
      'The origins that may connect, by polling and by WebSocket, each compared letter by letter. `None` allows the server\'s own origin only, `"*"` every origin. `[]` switches the check off: every website can open a WebSocket then.',
  },
  {
    name: 'cors_credentials',
    role: 'credentials',
    type: 'bool',
    default: 'True',
    meaning:
      'Whether `Access-Control-Allow-Credentials: true` is sent. On unless switched off; WebSockets carry cookies anyway.',
  },
];

export const ENGINEIO_TABLE: OptionTable = { unknown: 'ignores', options: ENGINEIO_OPTIONS };
