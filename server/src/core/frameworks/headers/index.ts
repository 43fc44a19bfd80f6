import type { Framework } from '../framework.ts';
import { HEADERS } from './options.ts';
import { read } from './read.ts';
import { respond } from './respond.ts';

/** Response headers that are written by hand, in both languages. */
export const headers: Framework = {
  id: 'headers',
  title: 'Hand-written headers',
  languages: ['javascript', 'python'],
  packages: [],
  words: ['access-control-'],
  options: HEADERS,
  read,
  respond,
  support: {
    name: 'Hand-written headers',
    versions: 'all',
    forms: [
      "`res.setHeader('Access-Control-Allow-Origin', …)` and its relatives",
      "`response.headers['Access-Control-Allow-Origin'] = …`",
      "`{ 'Access-Control-Allow-Origin': … }` as the headers of a response",
      "`{ key: 'Access-Control-Allow-Origin', value: … }`",
      '`("Access-Control-Allow-Origin", …)` in a list of headers',
    ],
    modelled: 'the headers that one function or table gives to one response',
    checked: 'the headers as they are written; OPTIONS is thought to get the same',
  },
};
