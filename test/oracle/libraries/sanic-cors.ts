import { sanicCors } from '../../../server/src/core/frameworks/sanic-cors/index.ts';
import { entries, keywords, setupsOracle, type Written } from '../pythonCases.ts';
import { FLASK_CORS_VALUES } from './flask-cors.ts';

const { allow_private_network: _, ...values } = FLASK_CORS_VALUES;

const given = (options: Written) => (options.length > 0 ? `, ${keywords(options)}` : '');

/** sanic-cors is a copy of flask-cors 3.0.0, so that it is asked with the same values. */
export const sanicCorsOracle = setupsOracle({
  framework: sanicCors,
  host: (version) => (version.startsWith('1.') ? 'sanic-cors-1' : 'sanic-cors'),
  prelude:
    'import re\nfrom sanic import Sanic\nfrom sanic_cors import CORS, cross_origin\napp = Sanic("a")\n',
  values: { ...values, automatic_options: ['True', 'False'] },
  chances: { origins: 7, supports_credentials: 4, orgins: 1, automatic_options: 1 },
  forms: [
    (options) => `CORS(app${given(options)})`,
    (options) => `options = {${entries(options)}}\nCORS(app, **options)`,
    (options) => `CORS(app, origins="https://x.example", resources={r"/*": {${entries(options)}}})`,
    (options) => `CORS(app${given(options)}, resources=["/x", "/"])`,
    (options) =>
      `${options.map(([name, value]) => `app.config["CORS_${name.toUpperCase()}"] = ${value}\n`).join('')}CORS(app)`,
    (options) =>
      `${options.map(([name, value]) => `app.config.CORS_${name.toUpperCase()} = ${value}\n`).join('')}CORS(app, vary_header=True)`,
    (options) =>
      // A route of its own that is asked with OPTIONS is another thing than one that sanic-cors answers.
      `@app.route("/", methods=["OPTIONS", *METHODS])\n@cross_origin(app${given(options.filter(([name]) => name !== 'automatic_options'))})\nasync def view(request):\n    return reach()`,
  ],
  seed: 42,
  requests: 6,
  recordedSetups: 250,
});
