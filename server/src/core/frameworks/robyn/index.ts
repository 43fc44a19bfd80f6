import type { Framework } from '../framework.ts';
import { ROBYN_TABLE } from './options.ts';
import { ROBYN_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const robyn: Framework = {
  id: 'robyn',
  title: 'Robyn',
  languages: ['python'],
  packages: ROBYN_PACKAGES,
  words: ['robyn'],
  options: ROBYN_TABLE,
  read,
  respond,
  support: {
    name: 'Robyn',
    versions: '0.47.0 and later',
    forms: ['`ALLOW_CORS(app, …)`'],
    modelled:
      'status 403 for every origin that is not listed, credentials that are always on, `*` in answers beside preflights that name the asking origin, one header for each origin before 0.64.0; not routes that are excluded from the headers',
    checked: '0.47.0, 0.63.0, 0.64.0, 0.64.2, 0.72.2, 0.81.0, 0.82.1, 0.88.0',
  },
};
