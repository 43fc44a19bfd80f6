import type { Framework } from '../framework.ts';
import { FALCON_TABLE } from './options.ts';
import { FALCON_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const falcon: Framework = {
  id: 'falcon',
  title: 'Falcon',
  languages: ['python'],
  packages: FALCON_PACKAGES,
  words: ['cors_enable', 'CORSMiddleware'],
  options: FALCON_TABLE,
  read,
  respond,
  support: {
    name: 'Falcon',
    versions: '3.0.0 and later',
    forms: ['`falcon.App(cors_enable=True)`, `falcon.asgi.App(…)`', '`falcon.CORSMiddleware(…)`'],
    modelled:
      'origins compared letter by letter, credentials for origins of their own, preflights with the methods of the resource, no `Vary`',
    checked: '3.1.3, 4.0.2, 4.1.0, 4.4.0',
  },
};
