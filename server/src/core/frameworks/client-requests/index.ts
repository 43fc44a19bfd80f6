import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Module } from '../../syntax/module.ts';
import { placeOf } from '../../text/span.ts';
import { type Framework, type Misuse, NOTHING, type Reading, type Unit } from '../framework.ts';
import { bareWrites, isOfHeaders } from '../shared/header-writes/bare-names.ts';
import { findWrites, type HeaderWrite, writesOf } from '../shared/header-writes/find.ts';
import { canonicalName } from '../shared/header-writes/names.ts';
import { sideOf } from '../shared/header-writes/side.ts';
import { isTestFile } from '../shared/header-writes/tests.ts';
import { environmentOf } from './environment.ts';
import { type FetchCall, fetchCalls, initValues, isOwnAddress, openedMethods, textsIn } from './fetches.ts';
import { readOf } from './reads.ts';

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
  return { policies: [], misuses: [...misuses, ...requests(evaluator)] };
}

/** What the requests themselves are told, where they are a browser's or may be. */
function requests(evaluator: Evaluator): readonly Misuse[] {
  const { module } = evaluator;
  const calls = fetchCalls(module);
  const methods = [
    ...calls.flatMap((call) =>
      initValues(evaluator, call, 'method').map((value) => ({ value, api: call.api })),
    ),
    ...openedMethods(module).map((expr) => ({ value: evaluator.evaluate(expr), api: 'XMLHttpRequest' })),
  ];
  const environment = environmentOf(module);
  return [
    ...methods.flatMap(({ value, api }) =>
      textsIn(value)
        .filter((text) => !/^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(text.value))
        .map(
          (text): Misuse => ({ kind: 'request-method', ...OWN, place: text.place, method: text.value, api }),
        ),
    ),
    ...(environment === 'browser' ? pageHeaders(module) : []),
    ...(environment === 'elsewhere' ? [] : calls.flatMap((call) => opaqueReads(evaluator, call))),
  ];
}

const OWN = { framework: ID, title: TITLE } as const;

/** Names that browsers may refuse to let a page write. `Date`, `Via` and the like are left out: they are words of many tables. */
const RESERVED =
  /(?<=["'`])(?:accept-charset|accept-encoding|access-control-request-[a-z]+|connection|content-length|cookie2?|dnt|host|keep-alive|origin|referer|transfer-encoding|sec-[a-z-]+|proxy-[a-z-]+)(?=["'`])/gi;

/** Those that can stand without quotes. There, all count: they are read only in what is called headers. */
const BARE = 'connection|cookie2?|date|dnt|expect|host|origin|referer|te|trailer|upgrade|via';

function pageHeaders(module: Module): readonly Misuse[] {
  const quoted = writesOf(module, RESERVED, () => true).filter(
    ({ form, target }) => form !== 'entry' || isOfHeaders(module, target),
  );
  return [...quoted, ...bareWrites(module, BARE)].flatMap((write): readonly Misuse[] => {
    const side = sideOf(module, write);
    if (side.kind !== 'request' || !PAGE_APIS.test(side.api)) return [];
    const { name, place, entry, form, removable } = misuseOf(module.uri, write, side.api);
    return [{ kind: 'page-header', ...OWN, name, place, entry, form, removable }];
  });
}

/** What sends requests in a browser; `got`, `needle` and the like run elsewhere. */
const PAGE_WORDS: readonly string[] = [
  '\\$?fetch',
  'axios',
  'ky',
  'ajax',
  '\\$\\.',
  'jquery',
  'xhr',
  'xmlhttp',
  'setRequestHeader',
  'new Request',
  '(?:new )?HttpHeaders',
  '\\$http',
  'this\\.http',
];
const PAGE_APIS = new RegExp(`^(?:${PAGE_WORDS.join('|')})`, 'i');

function opaqueReads(evaluator: Evaluator, fetched: FetchCall): readonly Misuse[] {
  const { module } = evaluator;
  if (fetched.api !== 'fetch()') return [];
  const modes = initValues(evaluator, fetched, 'mode');
  const [mode] = modes;
  // Where a condition chooses the mode, it may choose what is done with the answer too.
  if (!mode || modes.length > 1) return [];
  if (mode.kind !== 'text' || mode.value !== 'no-cors') return [];
  const isOwn = isOwnAddress(evaluator, fetched.call);
  if (isOwn === true) return [];
  const read = readOf(module, fetched.call);
  if (!read) return [];
  return [
    {
      kind: 'opaque-read',
      ...OWN,
      place: mode.place,
      read: { place: placeOf(module.uri, read.propertySpan), property: read.property },
      isForeign: isOwn === false,
    },
  ];
}

function misuseOf(uri: string, write: HeaderWrite, api: string): Extract<Misuse, { kind: 'request-header' }> {
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

/** What the code of a page does to its own requests: response headers on them, methods, modes. */
export const clientRequests: Framework = {
  id: ID,
  title: TITLE,
  languages: ['javascript'],
  packages: [],
  words: ['access-control-', 'no-cors'],
  commonWords: {
    words: [
      // A method in lower case; others that no page may send.
      'method[^\\n]{0,60}["\'`](?:patch|trace|track|connect)["\'`]',
      '\\.open\\(["\'`](?:patch|trace|track|connect)["\'`]',
      '["\'`](?:accept-encoding|content-length|cookie|host|origin|referer|sec-[a-z-]{3,20})["\'`]\\s*[:,]',
      // Without quotes they are words of many records. What stands before them is looked at only where one is found.
      '[ {\\t](?:connection|cookie|host|origin|referer):(?<=headers\\b[^;]{0,300})',
      '\\.(?:cookie|host|origin|referer) =(?!=)(?<=headers(?:\\.common)?\\.\\w{4,7} =)',
    ],
    beside: PAGE_WORDS,
  },
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
    modelled:
      'response headers and reserved headers that are set on a request, methods, `no-cors` with an answer that is read',
    checked: '–',
  },
};
