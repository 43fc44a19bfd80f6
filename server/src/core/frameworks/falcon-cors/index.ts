import type { Framework } from '../framework.ts';
import { FALCON_CORS_TABLE } from './options.ts';
import { FALCON_CORS_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const falconCors: Framework = {
  id: 'falcon-cors',
  title: 'falcon-cors',
  languages: ['python'],
  packages: FALCON_CORS_PACKAGES,
  words: ['falcon_cors'],
  options: FALCON_CORS_TABLE,
  read,
  respond,
  support: {
    name: 'falcon-cors',
    versions: '1.1.7',
    forms: ['`CORS(…)` of `falcon_cors`'],
    modelled:
      'lists and patterns of origins, headers and credentials, patterns that match the beginning only, `Vary` where credentials depend on the origin',
    checked: '1.1.7',
  },
};
