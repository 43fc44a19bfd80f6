import type { OracleLibrary } from '../library.ts';
import { djangoCorsHeadersOracle } from './django-cors-headers.ts';
import { expressCorsOracle } from './express-cors.ts';
import { fastifyCorsOracle } from './fastify-cors.ts';
import { flaskCorsOracle } from './flask-cors.ts';
import { starletteOracle } from './starlette.ts';

/** Every library that is asked, once. */
export const oracleLibraries: readonly OracleLibrary[] = [
  starletteOracle,
  flaskCorsOracle,
  djangoCorsHeadersOracle,
  expressCorsOracle,
  fastifyCorsOracle,
];
