import type { Framework } from '../framework.ts';
import { ORPC_CORS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeOrpc } from './respond.ts';

export const orpcCors: Framework = {
  id: 'orpc-cors',
  title: 'oRPC',
  languages: ['javascript'],
  packages: ['@orpc/server'],
  words: ['CORSPlugin'],
  options: ORPC_CORS_OPTIONS,
  read,
  respond: respondLikeOrpc,
  support: {
    name: 'CORSPlugin of oRPC (@orpc/server)',
    versions: '1.2 – 1.16',
    forms: ['`plugins: [new CORSPlugin(…)]`'],
    modelled: 'all options; an `origin` function whose tests are comparisons with lists, texts and patterns',
    checked: '1.2.0, 1.4.0, 1.13.14, 1.14.5, 1.14.8, 1.15.7, 1.16.1',
  },
};
