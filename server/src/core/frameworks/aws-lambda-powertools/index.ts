import type { Framework } from '../framework.ts';
import { POWERTOOLS_TABLE } from './options.ts';
import { POWERTOOLS_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const awsLambdaPowertools: Framework = {
  id: 'aws-lambda-powertools',
  title: 'Powertools for AWS Lambda',
  languages: ['python'],
  packages: POWERTOOLS_PACKAGES,
  words: ['aws_lambda_powertools'],
  options: POWERTOOLS_TABLE,
  read,
  respond,
  support: {
    name: 'Powertools for AWS Lambda',
    versions: '2.15.0 and later',
    forms: ['`CORSConfig(…)`', '`@app.get(…, cors=True)`'],
    modelled:
      'one origin and `extra_origins`, `*` with credentials as each version answers it, preflights, no `Vary`',
    checked: '2.15.0, 2.16.1, 2.40.1, 2.41.0, 3.37.0',
  },
};
