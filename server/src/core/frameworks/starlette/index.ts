import type { Framework } from '../framework.ts';
import { STARLETTE_TABLE } from './options.ts';
import { read, STARLETTE_PACKAGES } from './read.ts';
import { respond } from './respond.ts';

export const starlette: Framework = {
  id: 'starlette',
  title: 'Starlette',
  languages: ['python'],
  packages: STARLETTE_PACKAGES,
  words: ['CORSMiddleware', 'middleware\\.cors'],
  options: STARLETTE_TABLE,
  read,
  respond,
  support: {
    name: 'FastAPI, Starlette',
    versions: '0.12.0 and later',
    forms: [
      '`app.add_middleware(CORSMiddleware, …)`',
      '`Middleware(CORSMiddleware, …)`',
      '`CORSMiddleware(app, …)`',
      '`class Own(CORSMiddleware)` without methods',
    ],
    modelled: 'lists, texts for lists, `allow_origin_regex`, cookies before 1.0.0, private networks, `Vary`',
    checked: '0.13.2, 0.13.3, 0.14.2, 0.15.0, 0.50.0, 0.51.0, 0.52.1, 1.6.0, 1.7.0, 1.10.0',
  },
};
