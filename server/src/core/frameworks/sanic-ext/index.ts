import type { Framework } from '../framework.ts';
import { SANIC_EXT_TABLE } from './options.ts';
import { read, SANIC_EXT_PACKAGES } from './read.ts';
import { respond } from './respond.ts';

export const sanicExt: Framework = {
  id: 'sanic-ext',
  title: 'Sanic Extensions',
  languages: ['python'],
  packages: SANIC_EXT_PACKAGES,
  words: ['sanic'],
  options: SANIC_EXT_TABLE,
  read,
  respond,
  support: {
    name: 'Sanic Extensions',
    versions: '24.12.0 and later',
    forms: ['`app.config.CORS_ORIGINS = …`', '`app.config.update({"CORS_ORIGINS": …})`', '`@cors(…)`'],
    modelled:
      'literals that only begin an origin up to 24.12.0, compiled patterns, `*` with and without credentials, lists and texts with commas, `Vary` of each version',
    checked: '24.12.0, 25.12.0',
  },
};
