import type { Framework } from '../framework.ts';
import { AIOHTTP_CORS_TABLE } from './options.ts';
import { AIOHTTP_CORS_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const aiohttpCors: Framework = {
  id: 'aiohttp-cors',
  title: 'aiohttp-cors',
  languages: ['python'],
  packages: AIOHTTP_CORS_PACKAGES,
  words: ['aiohttp_cors'],
  options: AIOHTTP_CORS_TABLE,
  read,
  respond,
  support: {
    name: 'aiohttp-cors',
    versions: '0.5.0 and later',
    forms: [
      '`aiohttp_cors.setup(app, defaults={…})`',
      '`cors.add(route, {…})`',
      '`{origin: ResourceOptions(…)}` wherever it stands',
      '`cors_config = {…}` in a `CorsViewMixin`',
      '`@custom_cors({…})`',
    ],
    modelled:
      'each origin with options of its own, preflights of routes that have been added, the headers that `expose_headers="*"` names, no `Vary`',
    checked: '0.7.0, 0.8.1',
  },
};
