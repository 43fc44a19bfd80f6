/** The libraries that the first cell of a row names, as ids of frameworks, or as what several ids begin with. */
const NAMES: readonly (readonly [name: RegExp, framework: string])[] = [
  [/\bPowertools\b/, 'aws-lambda-powertools'],
  [/\bFastAPI\b|\bStarlette\b/, 'starlette'],
  [/\bflask-cors\b/, 'flask-cors'],
  [/\bdjango-cors-headers\b/, 'django-cors-headers'],
  [/\baiohttp-cors\b/, 'aiohttp-cors'],
  [/\bCornice\b/, 'cornice'],
  [/\bFalcon\b/, 'falcon'],
  [/\b[Gg]radio\b/, 'gradio'],
  [/\bLitestar\b|\blitestar\b/, 'litestar'],
  [/\bpython-socketio\b|\bFlask-SocketIO\b/, 'python-engineio'],
  [/\bRobyn\b/, 'robyn'],
  [/\bsanic-cors\b/, 'sanic-cors'],
  [/\bAWS CDK\b/, 'cdk-'],
  [/\bServerless Framework\b/, 'serverless-'],
  [/^cors\b|, cors\b|\bcors \((?:Express|a list|a single)/, 'express-cors'],
  // `app.use(cors)` is the same set-up in all of them.
  [/^(?!cors in ).*\bNest(?:JS)?\b(?! gateways| on Fastify)/, 'nest'],
  [/\brouting-controllers\b/, 'routing-controllers'],
  [/@fastify\/cors|\bNestJS on Fastify/, 'fastify-cors'],
  [/@koa\/cors/, 'koa-cors'],
  [/\bHono\b|\bhono\/cors|^hono$/, 'hono-cors'],
  [/@elysiajs\/cors/, 'elysia-cors'],
  [/\bAdonisJS 4\b/, 'adonis4-cors'],
  [/\bSails before 1\.0/, 'sails-0'],
  [/@tinyhttp\/cors/, 'tinyhttp-cors'],
  [/\bmicro-cors\b/, 'micro-cors'],
  [/\bremix-utils\b/, 'remix-utils'],
  [/\bsocket\.io\b|\bNestJS gateways\b/, 'socket-io'],
  [/(?<!@)\bhapi\b/, 'hapi'],
  [/\b[Vv]ite\b/, 'vite'],
  [/^(?:[Hh]and-written )?headers\b|, headers by hand/, 'headers'],
];

/** Where requests of a page are told apart, what an example has to hold. */
const CLIENTS: readonly (readonly [name: RegExp, code: RegExp])[] = [
  [/fetch\(\)|^browsers$/, /\bfetch\(/],
  [/new Request\(\)/, /\bnew Request\(/],
  [/\baxios\b/, /\baxios\b/],
  [/XMLHttpRequest/, /\bXMLHttpRequest\b/],
  [/jQuery/, /\$\.ajax\(/],
  [/\bky\b/, /\bky\(/],
  [/\bNode\b/, /['"]node:/],
  [/service workers/, /addEventListener\('fetch'/],
];

export interface Named {
  readonly frameworks: readonly string[];
  readonly clients: readonly RegExp[];
}

export function namedIn(cell: string): Named {
  // `Starlette, FastAPI` is one library under two names; in parentheses stands what it is used with.
  const text = cell.replace(/`/g, '');
  const frameworks = NAMES.flatMap(([name, framework]) => (name.test(text) ? [framework] : []));
  const clients = CLIENTS.flatMap(([name, code]) => (name.test(text) ? [code] : []));
  return { frameworks: [...new Set(frameworks)], clients: frameworks.length > 0 ? [] : clients };
}

/** The rows of the table under `## By library`, cell by cell. */
export function rowsByLibrary(page: string): readonly (readonly string[])[] {
  const section = /^## By library\n([\s\S]*?)^## /m.exec(page)?.[1] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}
