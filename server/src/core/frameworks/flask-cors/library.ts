import type { FlaskCorsLike } from '../shared/flask-cors/library.ts';
import { FLASK_CORS_OPTIONS } from '../shared/flask-cors/options.ts';
import { placementsOf } from './placement.ts';

export const FLASK_CORS: FlaskCorsLike = {
  id: 'flask-cors',
  title: 'flask-cors',
  packages: ['flask-cors'],
  modules: ['flask_cors', 'flask_cors.extension', 'flask_cors.decorator', 'flask.ext.cors'],
  mention: /flask_cors|flask\.ext|\binit_app\b/,
  blueprint: /^flask(?:\.blueprints)?\.Blueprint$/,
  options: FLASK_CORS_OPTIONS,
  hasAttributes: false,
  lastAnswersFirst: true,
  uncalled:
    'Flask then calls the decorator where the view belongs, and every request to the route ends with `TypeError` and status 500.',
  decoratorArguments: [],
  behaviour: (like) => ({ title: 'flask-cors', like, literal: 'first' }),
  placements: placementsOf,
};
