import type { Handler } from './loopback.ts';

/** An application of the Fetch standard's kind. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/**
 * The same for a server of Node: each header of the response is one line. Headers of the request with a `hidden` name do
 * not reach it.
 */
export function fromFetch(fetch: FetchHandler, hidden = /^$/): Handler {
  return (req, res) => {
    const headers: [string, string][] = [];
    for (let i = 0; i < req.rawHeaders.length; i += 2) {
      const name = req.rawHeaders[i] ?? '';
      if (!hidden.test(name)) headers.push([name, req.rawHeaders[i + 1] ?? '']);
    }
    const request = new Request(`http://${req.headers.host}${req.url}`, {
      method: req.method ?? '',
      headers,
    });
    void Promise.resolve(fetch(request)).then(
      async (response) => {
        for (const [name, value] of response.headers) res.setHeader(name, value);
        res.statusCode = response.status;
        res.end(Buffer.from(await response.arrayBuffer()));
      },
      () => res.writeHead(500).end(),
    );
  };
}
