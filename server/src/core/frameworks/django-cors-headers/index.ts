import type { Framework } from '../framework.ts';
import { DJANGO_CORS_TABLE } from './options.ts';
import { DJANGO_CORS_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const djangoCorsHeaders: Framework = {
  id: 'django-cors-headers',
  title: 'django-cors-headers',
  languages: ['python'],
  packages: DJANGO_CORS_PACKAGES,
  words: ['corsheaders', 'CORS_(?:ALLOW|EXPOSE|MODEL|ORIGIN|PREFLIGHT|REPLACE|URLS)'],
  options: DJANGO_CORS_TABLE,
  read,
  respond,
  support: {
    name: 'django-cors-headers',
    versions: '2.5.0 and later',
    forms: ['settings modules', 'classes of django-configurations', 'names from before 3.5.0'],
    modelled: 'scheme and host compared apart, texts for lists, patterns that match a beginning, `Vary`',
    checked: '2.5.3, 3.4.0, 3.14.0, 4.2.0, 4.9.0',
  },
};
