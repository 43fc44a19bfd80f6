import type { ResolvedVersion } from '../../policy/policy.ts';
import { liesIn } from '../../policy/versions.ts';
import { type Library, libraryOf } from '../shared/koa-cors/versions.ts';
import { atLeast } from '../shared/versions.ts';

/** What `strapi::cors` makes of its `origin` before @koa/cors sees it. */
export interface Era {
  /** A text is a list of origins with commas between: always, where there is a comma, or never. */
  readonly texts: 'lists' | 'lists with a comma' | 'headers';
  /** `*` among the entries of a list stands for every origin. */
  readonly starInLists: boolean;
  /** Strapi throws for an origin that is not in the list, so that the request fails. */
  readonly throws: boolean;
  /** `undefined` and `null` stand for `*`. */
  readonly nothingIsStar: boolean;
  /** What is no text, list or function is cut like a text, which fails. */
  readonly cutsAnything: boolean;
  /** The version of @koa/cors that it brings. */
  readonly koa: Library;
}

/** Read in `middlewares/cors.js` of @strapi/strapi 4.14.0 to 4.26.2 and @strapi/core 5.0.0 to 5.54.0. */
export function eraOf(version: ResolvedVersion): Era {
  const since = (boundary: string) => atLeast(version, boundary);
  const hasKoa5 = since('4.24.0') || liesIn(version, '=4.22.0');
  const koa = libraryOf({ package: '@koa/cors', version: hasKoa5 ? '5.0.0' : '3.4.3', from: 'lock' });
  const isNewest = since('5.20.0');
  const isOld = !since('4.24.0');
  return {
    texts: isNewest || isOld ? 'lists' : since('4.25.2') ? 'lists with a comma' : 'headers',
    starInLists: isNewest || isOld,
    throws: isOld,
    nothingIsStar: isNewest,
    cutsAnything: isOld || since('4.25.2'),
    koa,
  };
}
