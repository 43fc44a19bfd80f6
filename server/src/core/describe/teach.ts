import type { OptionRole } from '../frameworks/framework.ts';

/** One thing to know for each kind of option. Facts: Fetch, sections 3.2 and 4.8 to 4.10. */
const LESSONS: Readonly<Partial<Record<OptionRole, string>>> = {
  origins:
    'An origin is scheme, host and port, nothing else: `https://app.example`. Browsers compare it letter by letter, without patterns.',
  'origin-pattern':
    'A pattern lets in whatever it matches. Begin it with the scheme, escape the dots, and end it where the host ends.',
  'all-origins':
    'Every website that a visitor opens can then read the answers; with credentials, as that visitor.',
  credentials:
    'With credentials a page reads what the *signed-in visitor* sees. Browsers refuse `*` then, so a library must name the origin; one that names whatever origin asks opens the door to every website.',
  methods:
    'Asked for in a preflight only. GET, HEAD and POST never need to be listed, but a POST with JSON is preflighted for its `Content-Type`.',
  headers:
    'Asked for in a preflight only. `Accept`, `Accept-Language`, `Content-Language` and form `Content-Type` values never need to be listed; `Authorization` and JSON do.',
  'expose-headers':
    'Without it a page reads seven headers of the answer, and no other, even where the network view shows them.',
  'max-age':
    'How long the browser remembers the permission, in seconds: Chromium at most 7200, Firefox 86400, Safari 600, without the header 5.',
  'private-network': 'Belongs to Private Network Access, which browsers have given up (Chromium since 142).',
  vary: 'Tells caches that the answer depends on who asked. It belongs on every answer whose `Access-Control-Allow-Origin` does.',
};

export function lessonFor(role: OptionRole): string | undefined {
  return LESSONS[role];
}

/** Said at the end of every hover. */
export const WHOM_IT_PROTECTS =
  'CORS protects your visitors, not your server: it decides which pages may *read* answers in a browser. Requests still arrive, and programs that are no browsers ignore it.';
