/** What each header of CORS says, for hovers. Facts: Fetch, section 3.2 "CORS protocol". */
export interface HeaderFact {
  readonly name: string;
  readonly direction: 'request' | 'response';
  readonly meaning: string;
}

export const HEADER_FACTS: readonly HeaderFact[] = [
  {
    name: 'Access-Control-Allow-Origin',
    direction: 'response',
    meaning:
      'Which origin may read the answer: one origin, letter for letter as the browser sends it, or `*` for all of them. Not a list, not a pattern. With cookies `*` does not count.',
  },
  {
    name: 'Access-Control-Allow-Credentials',
    direction: 'response',
    meaning:
      'With the value `true`, and only then, a page may read an answer to a request that carried cookies, client certificates or HTTP authentication. It must be in the preflight answer and in the real one.',
  },
  {
    name: 'Access-Control-Allow-Methods',
    direction: 'response',
    meaning:
      'In a preflight answer: the methods that may follow. GET, HEAD and POST need not be listed. Upper and lower case differ. `*` counts only without credentials.',
  },
  {
    name: 'Access-Control-Allow-Headers',
    direction: 'response',
    meaning:
      'In a preflight answer: the request headers that may follow, beyond the safelisted ones. `*` counts only without credentials, and by the standard never covers `Authorization`.',
  },
  {
    name: 'Access-Control-Expose-Headers',
    direction: 'response',
    meaning:
      'In the real answer: the response headers that a page may read beyond the seven that it always may. `*` counts only without credentials; `Set-Cookie` is never readable.',
  },
  {
    name: 'Access-Control-Max-Age',
    direction: 'response',
    meaning:
      'In a preflight answer: for how many seconds the browser may remember it. Absent: 5. Chromium keeps at most 7200, Firefox 86400, Safari 600.',
  },
  {
    name: 'Access-Control-Allow-Private-Network',
    direction: 'response',
    meaning:
      'Answered the preflights of Private Network Access, which browsers have given up: Chromium since 142 asks the user for permission instead and reads no header.',
  },
  {
    name: 'Access-Control-Request-Method',
    direction: 'request',
    meaning: 'In a preflight: the method that the page wants to use. Browsers write it; a page cannot.',
  },
  {
    name: 'Access-Control-Request-Headers',
    direction: 'request',
    meaning:
      'In a preflight: the names of the headers that the page wants to send, beyond the safelisted ones. Browsers write it; a page cannot.',
  },
];

const byName = new Map(HEADER_FACTS.map((fact) => [fact.name.toLowerCase(), fact]));

export function headerFact(name: string): HeaderFact | undefined {
  return byName.get(name.toLowerCase());
}
