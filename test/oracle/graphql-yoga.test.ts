import { graphqlYogaOracle } from './libraries/graphql-yoga.ts';
import { checkLibrary } from './library.ts';

checkLibrary(graphqlYogaOracle);
