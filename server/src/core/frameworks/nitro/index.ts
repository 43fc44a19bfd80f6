import type { Framework } from '../framework.ts';
import { NITRO_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeNitro } from './respond.ts';

/** The route rules of Nitro 2, which Nuxt 3 and 4 bring. */
export const nitro: Framework = {
  id: 'nitro',
  title: 'Nitro',
  languages: ['javascript'],
  packages: ['nitropack', 'nuxt'],
  words: ['routeRules'],
  options: NITRO_OPTIONS,
  read,
  respond: respondLikeNitro,
  support: {
    name: 'Nitro, Nuxt (route rules)',
    versions: 'Nitro 2.6 – 2.13',
    forms: [
      "`defineNitroConfig({ routeRules: { '/api/**': { cors: true } } })`",
      '`defineNuxtConfig({ routeRules })`, `defineNuxtConfig({ nitro: { routeRules } })`',
      '`export default { routeRules }` in `nitro.config.*` and `nuxt.config.*`',
    ],
    modelled:
      '`cors` and the `headers` beside it, for a route that answers every method; one for a single method answers a preflight with 405. Not Nitro 3, whose rules are those of h3',
    checked: '2.13.6; 2.6.0 to 2.12.0 are read',
  },
};
