import { isForbiddenMethod, isToken, normaliseMethod } from '../browser/index.ts';
import { replace } from '../fixes/edits.ts';
import type { Fix, Rule } from './rule.ts';

/** Methods that servers know in upper case alone; other words may be a protocol's own. */
const COMMON: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export const unusableRequestMethod: Rule = {
  id: 'unusable-request-method',
  level: 'error',
  summary: 'A request whose method no server knows, or no browser sends',
  fix: 'safe',
  misuse(misuse, context) {
    if (misuse.kind !== 'request-method') return [];
    const { method, place, api } = misuse;
    if (isForbiddenMethod(method)) {
      return [{ place, message: `\`${api}\` throws on \`${method}\`: browsers let no page send it.` }];
    }
    if (method !== '' && !isToken(method)) {
      return [
        { place, message: `\`${api}\` throws on \`${method}\`: it holds a letter that no method may have.` },
      ];
    }
    const upper = method.toUpperCase();
    if (normaliseMethod(method) === upper || !COMMON.has(upper)) return [];
    const written = context.text(place.uri).slice(place.start, place.end);
    const fixes: Fix[] = /^["'`]/.test(written)
      ? [
          {
            kind: 'edit',
            title: `Write ${upper}`,
            safety: 'safe',
            edits: [replace(place, written.replace(method, upper))],
          },
        ]
      : [];
    const message = `\`${api}\` sends \`${method}\` as it is written: only DELETE, GET, HEAD, OPTIONS, POST and PUT are put into upper case. Servers allow \`${upper}\`, so the preflight fails and the request is never sent. Write \`${upper}\`.`;
    return [{ place, message, fixes }];
  },
};
