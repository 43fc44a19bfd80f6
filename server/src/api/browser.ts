/**
 * `cors-lens/browser`: the browser's side of CORS as a function. What may be given is checked here, since callers may have
 * read it from a file; everything behind it takes it as it is. The types that are shipped stand in published.d.ts.
 */
import {
  type BrowserRequest,
  createPreflightCache,
  type Decision,
  decide as decideChecked,
  type Engine,
  type Exchange,
  engineProfiles,
  consoleMessage as messageOf,
  type PreflightCache,
} from '../core/browser/index.ts';
import { readEngine, readExchange, readRequest } from './reading.ts';

export { createPreflightCache };

export const engines = Object.keys(engineProfiles) as readonly Engine[];

/** Caches that were made here: anything else would be a mistake that shows late. */
function readCache(given: unknown): PreflightCache | undefined {
  if (given === undefined) return undefined;
  const isCache =
    typeof given === 'object' && given !== null && 'entries' in given && given.entries instanceof Map;
  if (!isCache) throw new TypeError('cache must come from createPreflightCache()');
  return given as unknown as PreflightCache;
}

/** Throws a `TypeError` that names what is missing or has a wrong type; never anything else, and never for what a text holds. */
export function decide(
  request: BrowserRequest,
  exchange: Exchange,
  engine: Engine = 'fetch',
  cache?: PreflightCache,
): Decision {
  return decideChecked(
    readRequest(request),
    readExchange(exchange),
    readEngine(engine, engines),
    readCache(cache),
  );
}

/** The line that the browser's console shows, `undefined` where it shows none or none is known. */
export function consoleMessage(
  decision: Decision,
  request: BrowserRequest,
  engine: Engine = 'chromium',
): string | undefined {
  const isDecision =
    typeof decision === 'object' &&
    decision !== null &&
    typeof decision.code === 'string' &&
    decision.details;
  if (!isDecision) throw new TypeError('decision must come from decide()');
  return messageOf(decision, readRequest(request), readEngine(engine, engines));
}
