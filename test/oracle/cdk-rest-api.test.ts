import { cdkRestApiOracle } from './libraries/aws-cdk.ts';
import { checkLibrary } from './library.ts';

checkLibrary(cdkRestApiOracle);
