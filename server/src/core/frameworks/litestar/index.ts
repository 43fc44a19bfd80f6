import type { Framework } from '../framework.ts';
import { LITESTAR_TABLE } from './options.ts';
import { LITESTAR_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const litestar: Framework = {
  id: 'litestar',
  title: 'Litestar',
  languages: ['python'],
  packages: LITESTAR_PACKAGES,
  words: ['litestar\\.config'],
  options: LITESTAR_TABLE,
  read,
  respond,
  support: {
    name: 'Litestar',
    versions: '2.7.0 and later',
    forms: ['`CORSConfig(…)`'],
    modelled:
      'origins as patterns of each version, `allow_origin_regex`, texts for lists, cookies with `*`, preflights of every path',
    checked: '2.7.0, 2.15.1, 2.15.2, 2.19.0, 2.20.0, 2.25.0',
  },
};
