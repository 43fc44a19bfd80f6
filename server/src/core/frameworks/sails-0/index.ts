import type { Framework } from '../framework.ts';
import { SAILS_0_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeSails0 } from './respond.ts';

export const sails0: Framework = {
  id: 'sails-0',
  title: 'Sails',
  languages: ['javascript'],
  packages: ['sails'],
  words: ['allRoutes'],
  options: SAILS_0_OPTIONS,
  read,
  respond: respondLikeSails0,
  support: {
    name: 'Sails before 1.0',
    versions: '0.11, 0.12',
    forms: [
      '`module.exports.cors = { allRoutes: true, … }` in `config/cors.js`',
      '`cors: { allRoutes: true, … }` in `config/env/*.js`',
    ],
    modelled: 'all settings, for `allRoutes`; settings of single routes are not looked at',
    checked: '0.11.5, 0.12.0, 0.12.3, 0.12.14',
  },
};
