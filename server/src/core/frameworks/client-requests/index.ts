import { placeOf } from '../../text/span.ts';
import { type Framework, type Misuse, NOTHING, type Reading, type Unit } from '../framework.ts';
import { findWrites, type HeaderWrite } from '../shared/header-writes/find.ts';
import { canonicalName } from '../shared/header-writes/names.ts';
import { sideOf } from '../shared/header-writes/side.ts';
import { isTestFile } from '../shared/header-writes/tests.ts';

const ID = 'client-requests';
const TITLE = 'Requests of a client';

function read({ evaluator }: Unit): Reading {
  const { module } = evaluator;
  if (isTestFile(module.uri)) return NOTHING;
  const misuses = findWrites(module).flatMap((write): readonly Misuse[] => {
    // `Vary` on a request is odd, but asks nothing of the server.
    if (write.name.toLowerCase() === 'vary') return [];
    const side = sideOf(module, write);
    return side.kind === 'request' ? [misuseOf(module.uri, write, side.api)] : [];
  });
  return { policies: [], misuses };
}

function misuseOf(uri: string, write: HeaderWrite, api: string): Misuse {
  return {
    kind: 'request-header',
    framework: ID,
    title: TITLE,
    name: canonicalName(write.name) ?? write.name,
    place: placeOf(uri, write.key.span),
    entry: placeOf(uri, write.span),
    form: write.form === 'entry' ? 'entry' : 'statement',
    // A call in a chain gives the value that the rest of the chain works on.
    removable: write.form !== 'call',
    api,
  };
}

/** Response headers of CORS that a browser's code sets on its own request: they give no access and cause a preflight. */
export const clientRequests: Framework = {
  id: ID,
  title: TITLE,
  languages: ['javascript'],
  packages: [],
  words: ['access-control-'],
  options: { unknown: 'ignores', options: [] },
  read,
  // It is not a server.
  respond: () => ({ status: 200, headers: [], handled: false }),
  support: {
    name: 'Requests (fetch, axios, XMLHttpRequest, jQuery, ky, got, superagent, Angular)',
    versions: 'all',
    forms: [
      '`fetch(url, { headers })`, `new Request(url, { headers })`',
      '`axios.get(url, { headers })`, `axios.create({ headers })`, `axios.defaults.headers`',
      '`xhr.setRequestHeader(…)`, `$.ajax({ headers })`, `new HttpHeaders(…)`',
    ],
    modelled: 'response headers that are set on a request',
    checked: '–',
  },
};
