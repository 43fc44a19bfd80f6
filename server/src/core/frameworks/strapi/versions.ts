import type { ResolvedVersion } from '../../policy/policy.ts';
import { liesIn } from '../../policy/versions.ts';
import { type Library, libraryOf } from '../shared/koa-cors/versions.ts';
import { atLeast } from '../shared/versions.ts';

/** What Strapi's own middleware makes of its `origin` before @koa/cors sees it. */
export interface Era {
  /** A text is a list of origins with commas between: always, where there is a comma, or never. */
  readonly texts: 'lists' | 'lists with a comma' | 'headers';
  /** `*` among the entries of a list stands for every origin. */
  readonly starInLists: boolean;
  /** A function is called. */
  readonly callsFunctions: boolean;
  /** Strapi leaves `*` to @koa/cors, whose version says what credentials make of it. */
  readonly leavesStar: boolean;
  /** Strapi throws for an origin that is not in the list, so that the request fails. */
  readonly throws: boolean;
  /** `undefined` and `null` stand for `*`. */
  readonly nothingIsStar: boolean;
  /** What is no text, list or function is cut like a text, which fails. */
  readonly cutsAnything: boolean;
  /** The version of @koa/cors that it brings. */
  readonly koa: Library;
}

/** How a version of @koa/cors is named that stands for the whole: its own advisories are about set-ups without Strapi. */
export const BROUGHT_BY_THREE = "Strapi's @koa/cors";

/**
 * Strapi 3, whose `config/middleware.js` is known by the package `strapi`, or by the version of @koa/cors where a lock file names
 * one: it brings whatever `^3.0.0` was when it was installed.
 */
export function isThree(version: ResolvedVersion): boolean {
  return version.package === 'strapi' || version.package === BROUGHT_BY_THREE;
}

/** Read in `middlewares/cors/index.js` of strapi 3.0.0 to 3.6.11. */
function eraOfThree(version: ResolvedVersion): Era {
  const brought = version.package === BROUGHT_BY_THREE ? version.version : undefined;
  return {
    texts: 'lists',
    starInLists: true,
    callsFunctions: brought !== undefined || atLeast(version, '3.4.2'),
    leavesStar: true,
    throws: true,
    nothingIsStar: false,
    cutsAnything: true,
    koa: libraryOf({ package: '@koa/cors', version: brought ?? '3.4.3', from: 'lock' }),
  };
}

/** Read in `middlewares/cors.js` of @strapi/strapi 4.14.0 to 4.26.2 and @strapi/core 5.0.0 to 5.54.0. */
export function eraOf(version: ResolvedVersion): Era {
  if (isThree(version)) return eraOfThree(version);
  const since = (boundary: string) => atLeast(version, boundary);
  const hasKoa5 = since('4.24.0') || liesIn(version, '=4.22.0');
  const koa = libraryOf({ package: '@koa/cors', version: hasKoa5 ? '5.0.0' : '3.4.3', from: 'lock' });
  const isNewest = since('5.20.0');
  const isOld = !since('4.24.0');
  return {
    texts: isNewest || isOld ? 'lists' : since('4.25.2') ? 'lists with a comma' : 'headers',
    starInLists: isNewest || isOld,
    callsFunctions: true,
    leavesStar: false,
    throws: isOld,
    nothingIsStar: isNewest,
    cutsAnything: isOld || since('4.25.2'),
    koa,
  };
}
