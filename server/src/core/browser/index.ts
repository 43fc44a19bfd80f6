/** The browser's side of CORS: the Fetch standard and where the engines leave it. Imports nothing but its own files. */
export { type Clock, createPreflightCache, type PreflightCache } from './cache.ts';
export { clientHintRules, isClientHint } from './clientHints.ts';
export { type Code, codes } from './codes.ts';
export { type CorsCheckCode, type CorsCheckResult, corsCheck } from './corsCheck.ts';
export { decide, needsPreflight, preflightOf } from './decide.ts';
export { type CacheRules, type EngineProfile, engineProfiles, type PreflightCheck } from './engines.ts';
export {
  forbiddenRequestHeaderNames,
  forbiddenRequestHeaderPrefixes,
  isForbiddenRequestHeader,
  methodOverrideHeaderNames,
} from './forbiddenHeaders.ts';
export { combineDuplicates, getHeader, headerLines, parseTokenList, type TokenList } from './headers.ts';
export { defaultMaxAge, type MaxAgeRules, maxAgeCaps, parseMaxAge } from './maxAge.ts';
export { consoleMessage } from './messages/index.ts';
export {
  forbiddenMethods,
  isForbiddenMethod,
  isSafelistedMethod,
  normalisedMethods,
  normaliseMethod,
  safelistedMethods,
} from './methods.ts';
export { mimeEssence } from './mime.ts';
export { isMixedContent, isSameOrigin, serialiseOrigin } from './origin.ts';
export { isOkStatus, redirectStatuses } from './preflight.ts';
export { redirectLimit } from './redirect.ts';
export {
  corsExposedNames,
  forbiddenResponseHeaderNames,
  safelistedResponseHeaderNames,
  sameOriginExposedNames,
} from './responseHeaders.ts';
export {
  isNoCorsSafelistedRequestHeader,
  isSafelistedRequestHeader,
  isUnsafeByte,
  nonWildcardRequestHeaderNames,
  requestBodyHeaderNames,
  safelistedContentTypes,
  safelistedRequestHeaderNames,
  safelistedTotalLimit,
  safelistedValueLimit,
  type UnsafeNames,
  unsafeRequestHeaderNames,
} from './safelist.ts';
export { type Section, sections } from './sections.ts';
export { isToken } from './token.ts';
export type {
  BrowserRequest,
  CredentialsMode,
  Decision,
  Details,
  Engine,
  Exchange,
  FailurePoint,
  Header,
  Hop,
  Phase,
  ServerResponse,
  Step,
  WireRequest,
} from './types.ts';
export { meaningOfWildcard, type WildcardMeaning, type WildcardRow, wildcardTable } from './wildcard.ts';
