import type { OptionTable } from '../framework.ts';
import { RESPONSE_HEADERS } from '../shared/header-writes/names.ts';

export const HEADER_NAMES = RESPONSE_HEADERS;

/** The response headers of the CORS protocol, under their names in lower case. */
export const HEADERS: OptionTable = {
  unknown: 'ignores',
  options: [
    {
      name: 'access-control-allow-origin',
      role: 'origins',
      type: 'one origin, `*`, or `null`',
      default: 'not sent',
      meaning:
        'Which origin may read the response. Exactly one value: a browser compares it with its own origin letter by letter.',
    },
    {
      name: 'access-control-allow-credentials',
      role: 'credentials',
      type: '`true`',
      default: 'not sent',
      meaning:
        'Whether the response may be read when the request carried cookies. Only `true`, in lower case, has a meaning.',
    },
    {
      name: 'access-control-allow-methods',
      role: 'methods',
      type: 'method names with commas',
      default: 'not sent',
      meaning:
        'In the answer to a preflight: the methods beyond GET, HEAD and POST that may be used. `*` only counts without credentials.',
    },
    {
      name: 'access-control-allow-headers',
      role: 'headers',
      type: 'header names with commas',
      default: 'not sent',
      meaning:
        'In the answer to a preflight: the request headers that may be sent. `*` only counts without credentials, and never covers `Authorization`.',
    },
    {
      name: 'access-control-expose-headers',
      role: 'expose-headers',
      type: 'header names with commas',
      default: 'not sent',
      meaning: 'On the response itself: the headers that scripts may read.',
    },
    {
      name: 'access-control-max-age',
      role: 'max-age',
      type: 'a number of seconds',
      default: '5 seconds',
      meaning: 'In the answer to a preflight: how long a browser may keep it.',
    },
    {
      name: 'access-control-allow-private-network',
      role: 'private-network',
      type: '`true`',
      default: 'not sent',
      meaning:
        'In the answer to a preflight: whether a public site may reach this server in a private network.',
    },
    {
      name: 'vary',
      role: 'vary',
      type: 'header names with commas',
      default: 'not sent',
      meaning:
        'Tells caches which request headers the answer depends on: `Origin`, where `Access-Control-Allow-Origin` does.',
    },
  ],
};
