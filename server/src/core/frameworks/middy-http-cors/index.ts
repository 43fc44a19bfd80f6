import type { Framework } from '../framework.ts';
import { MIDDY_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeMiddy } from './respond.ts';

export const middyHttpCors: Framework = {
  id: 'middy-http-cors',
  title: '@middy/http-cors',
  languages: ['javascript'],
  packages: ['@middy/http-cors'],
  words: ['@middy/http-cors'],
  options: MIDDY_OPTIONS,
  read,
  respond: respondLikeMiddy,
  support: {
    name: '@middy/http-cors (AWS Lambda)',
    versions: '2.0 – 7.9',
    forms: ['`middy(handler).use(httpCors(…))`', '`middy().use([httpCors(…)])`'],
    modelled:
      'all options; a `getOrigin` function whose tests are comparisons with lists, texts and patterns; OPTIONS requests are thought to reach the function, and headers that the handler sets itself are not looked at',
    checked:
      '2.0.1, 2.5.7, 3.0.3, 3.6.2, 4.1.0, 4.7.0, 5.2.6, 5.3.2, 5.4.3, 5.5.1, 6.0.0, 6.4.5, 7.1.6, 7.6.5, 7.6.7, 7.9.2',
  },
};
