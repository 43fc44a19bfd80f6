import type { Framework } from '../framework.ts';
import { SAILS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeSails } from './respond.ts';

export const sails: Framework = {
  id: 'sails',
  title: 'Sails',
  languages: ['javascript'],
  packages: ['sails'],
  words: ['allRoutes', 'allowOrigins', 'exports\\.routes'],
  options: SAILS_OPTIONS,
  read,
  respond: respondLikeSails,
  support: {
    name: 'Sails',
    versions: '1.0 – 1.5',
    forms: [
      '`module.exports.security = { cors: … }` in `config/security.js`',
      '`module.exports.cors = { … }` in `config/cors.js`, where its names or the version are those of Sails 1',
      '`security: { cors: … }` in `config/env/*.js`',
      '`cors: …` of a route in `config/routes.js`',
    ],
    modelled:
      'all settings, with their old names, for the routes that they hold for: `allRoutes`, or a route of its own; a route with `cors: true` takes its settings from another file and is not looked at',
    checked: '1.0.0, 1.2.5, 1.5.0, 1.5.18',
  },
};
