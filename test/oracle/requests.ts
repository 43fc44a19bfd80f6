import type { Header, ServerRequest } from '../../server/src/core/policy/answer.ts';

export interface Random {
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
}

/** Numbers that are the same on every run. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return { below, pick: (from) => from[below(from.length)] as (typeof from)[number] };
}

const ORIGINS = [
  'https://a.example',
  'https://a.example',
  'https://b.example',
  'https://evil.example',
  'https://A.example',
  'http://a.example:8000',
  'https://a.example.evil.com',
  'https://x.a.example',
  'https://xa.example',
  'https',
  'null',
  undefined,
];

/** Requests of every shape that makes a difference to some library. */
export function requests(random: Random, count: number): readonly ServerRequest[] {
  return Array.from({ length: count }, () => {
    const headers: Header[] = [];
    const origin = random.pick(ORIGINS);
    if (origin !== undefined) headers.push(['Origin', origin]);
    const method = random.pick(['GET', 'POST', 'OPTIONS', 'OPTIONS', 'OPTIONS']);
    if (method === 'OPTIONS' && random.below(5) > 0) {
      const wanted = random.pick(['PUT', 'GET', 'DELETE', 'patch', 'PATCH', 'HEAD', 'QUERY', 'TRACE', 'G']);
      headers.push(['Access-Control-Request-Method', wanted]);
      const names = random.pick([
        undefined,
        'content-type',
        'x-foo',
        'authorization,x-foo',
        'X-Foo, accept',
        'x-bar',
      ]);
      if (names !== undefined) headers.push(['Access-Control-Request-Headers', names]);
      const network = random.pick([undefined, undefined, 'true', 'false']);
      if (network !== undefined) headers.push(['Access-Control-Request-Private-Network', network]);
    }
    if (random.below(3) === 0) headers.push(['Cookie', 'session=1']);
    return { method, path: '/', headers };
  });
}
