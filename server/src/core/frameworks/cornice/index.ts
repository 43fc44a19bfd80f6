import type { Framework } from '../framework.ts';
import { CORNICE_TABLE } from './options.ts';
import { CORNICE_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const cornice: Framework = {
  id: 'cornice',
  title: 'Cornice',
  languages: ['python'],
  packages: CORNICE_PACKAGES,
  words: ['cornice'],
  options: CORNICE_TABLE,
  read,
  respond,
  support: {
    name: 'Cornice (Pyramid)',
    versions: '1.2.1 and later',
    forms: [
      '`Service(…, cors_origins=…)`',
      '`Service(…, cors_policy={…})`',
      '`@resource(…, cors_policy={…})`, `add_resource(…)`',
    ],
    modelled:
      'globs, credentials with the asking origin, status 400 for every other origin, preflights that allow each header that is asked for, no `Vary`; not options of single views, nor of sub-classes of `Service` with an `__init__` or CORS of their own; `cornice.always_cors` is left alone, for it changes only what requests without an origin get',
    checked: '1.2.1, 5.2.0, 6.0.1, 6.1.0',
  },
};
