import type { OptionSpec, OptionTable } from '../framework.ts';
import type { FlaskCorsLike } from '../shared/flask-cors/library.ts';
import { FLASK_CORS_OPTIONS } from '../shared/flask-cors/options.ts';
import { decoratorsAboveRoutes } from '../shared/python/decorators.ts';

const MEANINGS: Readonly<Record<string, string>> = {
  origins:
    'The origins that may read answers. Every origin by default, answered with the origin itself. A string with one of `* \\ ] ?` is a regular expression that has to match the beginning only; any other is compared without regard to case.',
  max_age:
    'How many seconds browsers may remember a preflight, sent as `Access-Control-Max-Age`: also `None`, where nothing is given.',
  automatic_options:
    'Whether sanic-cors answers OPTIONS requests itself. Otherwise the route has to allow that method.',
};

/** `DEFAULT_OPTIONS` (sanic-cors@2.2.0:sanic_cors/core.py): those of flask-cors 3.0.0. */
const OPTIONS: readonly OptionSpec[] = FLASK_CORS_OPTIONS.filter(
  ({ name }) => name !== 'allow_private_network',
).map((spec) => ({ ...spec, meaning: MEANINGS[spec.name] ?? spec.meaning }));

export const SANIC_CORS_TABLE: OptionTable = { unknown: 'logs', options: OPTIONS };

const TITLE = 'sanic-cors';

export const SANIC_CORS: FlaskCorsLike = {
  id: 'sanic-cors',
  title: TITLE,
  packages: ['sanic-cors'],
  modules: ['sanic_cors', 'sanic_cors.extension', 'sanic_cors.decorator'],
  mention: /sanic_cors/,
  blueprint: /^sanic(?:\.blueprints)?\.Blueprint$/,
  options: OPTIONS,
  hasAttributes: true,
  loaders: ['sanic_ext.Extend', 'sanic_ext.bootstrap.Extend'],
  uncalled:
    'It takes the view for the application, so that Sanic calls the decorator with the request, and answers with status 500.',
  decoratorArguments: ['app'],
  behaviour: () => ({
    title: TITLE,
    like: { package: 'flask-cors', version: '3.0.0', from: 'lock' },
    optionsWithout: 405,
    survivesErrors: true,
    sendsEveryAge: true,
    literal: 'last',
  }),
  placements: (evaluator, _, decorators) =>
    decoratorsAboveRoutes(evaluator, decorators, { framework: 'sanic-cors', title: TITLE }),
};
