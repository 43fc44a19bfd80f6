import type { Framework } from '../framework.ts';
import { TORNADO_TABLE } from './options.ts';
import { read, TORNADO_PACKAGES } from './read.ts';
import { respond } from './respond.ts';

/** Handlers of WebSockets. Headers that Tornado's other handlers write are read by the room of headers. */
export const tornado: Framework = {
  id: 'tornado',
  title: 'Tornado',
  languages: ['python'],
  packages: TORNADO_PACKAGES,
  words: ['check_origin'],
  options: TORNADO_TABLE,
  read,
  respond,
  support: {
    name: 'Tornado',
    versions: '4.0 and later',
    forms: ['`def check_origin(self, origin)` of a `WebSocketHandler`'],
    modelled: 'methods that are always true, and comparisons of a part of the origin',
    checked: 'read in the source of Tornado only',
  },
};
