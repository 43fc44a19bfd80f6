import type { Framework } from '../framework.ts';
import { CORS_PACKAGE_OPTIONS } from '../shared/cors-package/options.ts';
import { respondLikeCors } from '../shared/cors-package/respond.ts';
import { read } from './read.ts';

/**
 * routing-controllers hands its option `cors` to the package `cors` on Express. On Koa it is a set-up of @koa/cors
 * (routing-controllers@0.11.3:cjs/driver/express/ExpressDriver.js, cjs/driver/koa/KoaDriver.js, `initialize`).
 */
export const routingControllers: Framework = {
  id: 'routing-controllers',
  title: 'routing-controllers',
  languages: ['javascript'],
  packages: ['routing-controllers'],
  words: ['(?:create|use)(?:express|koa)server'],
  options: CORS_PACKAGE_OPTIONS,
  read,
  // An OPTIONS request that `cors` hands on is answered by Express itself, where there is a route (0.11.3, measured).
  respond: (policy, request) => respondLikeCors(policy, request, { status: 200 }),
  support: {
    name: 'routing-controllers',
    versions: '0.7 – 0.11',
    forms: [
      '`createExpressServer({ cors: … })`',
      '`useExpressServer(app, { cors: … })`',
      '`createKoaServer({ cors: … })`, `useKoaServer(app, { cors: … })`',
    ],
    modelled: 'Express as `cors`, Koa as @koa/cors (kcors before 0.10)',
    checked:
      'routing-controllers 0.7.7 and 0.11.3 with cors 2.8.6; 0.9.0 with kcors 2.2.2; 0.11.3 with @koa/cors 5.0.0',
  },
};
