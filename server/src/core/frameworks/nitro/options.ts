import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'cors',
    role: 'all-origins',
    type: 'a boolean',
    default: 'false',
    meaning:
      "`true` adds `*` as allowed origin, methods and headers, and a max-age of `0`, to every answer under the path. No preflight is answered: the route's own handler gets it. Credentials take `headers`.",
  },
  {
    name: 'access-control-allow-credentials',
    role: 'credentials',
    type: "`'true'`",
    default: 'not sent',
    meaning: 'A header of `headers`, which stand beside those of `cors` and take their place.',
  },
];

/** nitropack@2.13.6:dist/core/index.mjs, normalizeRouteRules */
export const NITRO_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
