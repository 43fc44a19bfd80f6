import type { Framework } from '../framework.ts';
import { YOGA_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeYoga } from './respond.ts';

export const graphqlYoga: Framework = {
  id: 'graphql-yoga',
  title: 'GraphQL Yoga',
  languages: ['javascript'],
  packages: ['graphql-yoga'],
  words: ['createYoga'],
  options: YOGA_OPTIONS,
  read,
  respond: respondLikeYoga,
  support: {
    name: 'GraphQL Yoga',
    versions: '3 – 5',
    forms: ['`createYoga({ cors: … })`', '`createYoga({ … })` without `cors`'],
    modelled: 'all options; a function in their place is not followed',
    checked: '3.9.1, 4.0.5, 5.0.2, 5.24.1',
  },
};
