import type { Framework } from '../framework.ts';
import { CHALICE_TABLE } from './options.ts';
import { CHALICE_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const chalice: Framework = {
  id: 'chalice',
  title: 'Chalice',
  languages: ['python'],
  packages: CHALICE_PACKAGES,
  words: ['chalice'],
  options: CHALICE_TABLE,
  read,
  respond,
  support: {
    name: 'AWS Chalice',
    versions: '1.26.6 and later',
    forms: ['`CORSConfig(…)`', '`@app.route(…, cors=True)`', '`app.api.cors = True`'],
    modelled: 'the same headers for everybody: one origin or `*`, credentials, preflights of the gateway',
    checked: '1.26.6, 1.34.0',
  },
};
