import type { Framework } from '../framework.ts';
import { CORS_PACKAGE_OPTIONS } from '../shared/cors-package/options.ts';
import { respondLikeCors } from '../shared/cors-package/respond.ts';
import { read } from './read.ts';

/** Apollo Server 2 and 3, which hand `cors` to the package of that name. Apollo Server 4 leaves it to the application. */
export const apolloServer: Framework = {
  id: 'apollo-server',
  title: 'Apollo Server',
  languages: ['javascript'],
  packages: ['cors'],
  words: ['apollo-server'],
  options: CORS_PACKAGE_OPTIONS,
  read,
  // Apollo Server answers 405 to a method that it does not take.
  respond: (policy, request) => respondLikeCors(policy, request, { status: 405 }),
  support: {
    name: 'Apollo Server',
    versions: '2 and 3, alone and on Express; of 4 and 5 the `cors` that the application mounts',
    forms: [
      '`new ApolloServer({ cors: … })` of `apollo-server`',
      '`server.applyMiddleware({ app, cors: … })`, `server.getMiddleware({ cors: … })` of `apollo-server-express`',
    ],
    modelled: 'as `cors`; not the default of a server that is given none, which lets every origin in',
    checked: 'apollo-server 3.13.0, apollo-server-express 2.26.2 and 3.13.0',
  },
};
