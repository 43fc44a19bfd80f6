import type { Framework } from '../framework.ts';
import { BLACKSHEEP_TABLE } from './options.ts';
import { BLACKSHEEP_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const blacksheep: Framework = {
  id: 'blacksheep',
  title: 'BlackSheep',
  languages: ['python'],
  packages: BLACKSHEEP_PACKAGES,
  words: ['blacksheep'],
  options: BLACKSHEEP_TABLE,
  read,
  respond,
  support: {
    name: 'BlackSheep',
    versions: '1.2.20 and later',
    forms: ['`app.use_cors(…)`', '`app.add_cors_policy("name", …)`', '`@app.cors("name")`'],
    modelled:
      'status 400 for every origin, method and header that is not listed, strings of several names, `*` with credentials before and since 2.6.4',
    checked: '1.2.20, 2.0.2, 2.6.3, 2.6.4',
  },
};
