import type { IncomingMessage, ServerResponse } from 'node:http';
import { microCors } from '../../../server/src/core/frameworks/micro-cors/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

// The newest that npm gives out comes last: the wrong models are put beside it.
const VERSIONS = ['0.0.1', '0.0.4', '0.1.0', '1.0.0-alpha.1', '1.0.0-alpha.2', '0.1.1'];
const A = "'https://a.example'";

// A function's text is sent as the header, and is no part of a value: there is none among these.
const POOLS: Pools = {
  origin: {
    chance: 13,
    values: [
      'undefined',
      "'*'",
      A,
      "'https://A.example'",
      "'null'",
      "''",
      "'https://a.example/'",
      "'https://a.example,https://b.example'",
      "'https://*.example'",
      "'true'",
      "'https://\u4f8b.example'",
      'null',
      'true',
      'false',
      '0',
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://b.example', [/a\\.example$/]]",
      "[null, 'null']",
      '/a\\.example$/',
      `new Set([${A}])`,
    ],
  },
  allowMethods: {
    chance: 6,
    values: ["['PUT', 'POST']", "['POST', 'HEAD']", '[]', "['*']", "'PUT'", "''", 'undefined', 'null'],
  },
  allowHeaders: {
    chance: 6,
    values: [
      "['Content-Type']",
      "['X-Foo', 'Authorization']",
      '[]',
      "['*']",
      "'X-Foo'",
      'undefined',
      'false',
    ],
  },
  allowCredentials: {
    chance: 8,
    values: ['true', 'false', "'false'", "''", '0', '1', 'null', 'undefined'],
  },
  exposeHeaders: {
    chance: 6,
    values: ["['X-Total']", "['X-Foo', 'X-Bar']", '[]', "'X-Total'", "''", 'null', 'true', 'undefined'],
  },
  maxAge: { chance: 6, values: ['600', '0', '-1', "'600'", "'1h'", "''", 'null', 'undefined'] },
  runHandlerOnOptionsRequest: { chance: 3, values: ['true', 'false', "'no'"] },
  allowedMethods: { chance: 1, values: ["['GET']"] },
};

type Answering = (req: IncomingMessage, res: ServerResponse) => unknown;
type MicroCors = (options?: unknown) => (handler: Answering) => Answering;
interface Micro {
  readonly run: (req: IncomingMessage, res: ServerResponse, handler: Answering) => Promise<void>;
  readonly send: (res: ServerResponse, status: number) => void;
}

const packages = () =>
  oraclePackages('micro-cors', {
    ...Object.fromEntries(VERSIONS.map((version) => [`micro-cors-${version}`, `npm:micro-cors@${version}`])),
    micro: '9.4.1',
    // What the last preview was compiled for, and does not bring.
    'regenerator-runtime': '0.14.1',
  });

function serve({ run, send }: Micro, cors: MicroCors, options: string): Handler {
  const application: Answering = (_req, res) => {
    res.setHeader(REACHED, 'yes');
    return 'application';
  };
  const handler = options === '' ? cors()(application) : cors(optionsFrom(options))(application);
  return (req, res) =>
    void run(req, res, async () => {
      try {
        return await handler(req, res);
      } catch {
        // As micro does it, which prints the error as well.
        return send(res, 500);
      }
    });
}

const seed = seedOf(20_261_123);

export const microCorsOracle: OracleLibrary = {
  id: 'micro-cors',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: microCors,
        seed,
        pools: POOLS,
        others: ['', 'undefined'],
        requests: 4,
        file: (options) =>
          `const microCors = require('micro-cors');\nmodule.exports = microCors(${options})(() => 'hello');\n`,
        versions: { 'micro-cors': version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const load = packages();
    load('regenerator-runtime/runtime');
    const cors = load(`micro-cors-${version}`) as MicroCors;
    return listen(cases.map((one) => serve(load('micro') as Micro, cors, (one as SourceCase).options)));
  },
  blind: {
    'compares origins without case': 'it compares nothing',
    'forgets Vary': 'it sends none',
  },
};
