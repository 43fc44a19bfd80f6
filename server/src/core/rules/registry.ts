import { anyOrigin } from './any-origin.ts';
import { anyOriginWithCredentials } from './any-origin-with-credentials.ts';
import { authorizationNotCovered } from './authorization-not-covered.ts';
import { conflictingOptions } from './conflicting-options.ts';
import { duplicateCorsHeaders } from './duplicate-cors-headers.ts';
import { forbiddenRequestHeader } from './forbidden-request-header.ts';
import { ignoredOption } from './ignored-option.ts';
import { inactiveCorsSetup } from './inactive-cors-setup.ts';
import { ineffectiveMaxAge } from './ineffective-max-age.ts';
import { insecureOrigin } from './insecure-origin.ts';
import { invalidCredentialsHeader } from './invalid-credentials-header.ts';
import { malformedOrigin } from './malformed-origin.ts';
import { middlewareOrder } from './middleware-order.ts';
import { missingVaryOrigin } from './missing-vary-origin.ts';
import { multipleOriginsInHeader } from './multiple-origins-in-header.ts';
import { nullOrigin } from './null-origin.ts';
import { opaqueResponseRead } from './opaque-response-read.ts';
import { overbroadOriginPattern } from './overbroad-origin-pattern.ts';
import { privateNetworkAccess } from './private-network-access.ts';
import { removedSetting } from './removed-setting.ts';
import { responseHeaderOnRequest } from './response-header-on-request.ts';
import type { Rule } from './rule.ts';
import { sharedDomainOrigin } from './shared-domain-origin.ts';
import { substringOriginCheck } from './substring-origin-check.ts';
import { unansweredPreflight } from './unanswered-preflight.ts';
import { uncalledMiddleware } from './uncalled-middleware.ts';
import { unguardedWebsocketOrigin } from './unguarded-websocket-origin.ts';
import { unknownOption } from './unknown-option.ts';
import { unmatchableOrigin } from './unmatchable-origin.ts';
import { unsetOrigin } from './unset-origin.ts';
import { unusableHeaderName } from './unusable-header-name.ts';
import { unusableMethod } from './unusable-method.ts';
import { unusableRequestMethod } from './unusable-request-method.ts';
import { unusedSuppression } from './unused-suppression.ts';
import { vulnerableCorsPackage } from './vulnerable-cors-package.ts';
import { wildcardIgnoredWithCredentials } from './wildcard-ignored-with-credentials.ts';
import { wildcardOriginWithCredentials } from './wildcard-origin-with-credentials.ts';
import { wrongOptionType } from './wrong-option-type.ts';

/** Every rule, once. Settings, pages, tables and SARIF descriptors are made from this list. */
export const rules: readonly Rule[] = [
  anyOriginWithCredentials,
  wildcardOriginWithCredentials,
  anyOrigin,
  nullOrigin,
  overbroadOriginPattern,
  substringOriginCheck,
  sharedDomainOrigin,
  insecureOrigin,
  missingVaryOrigin,
  unguardedWebsocketOrigin,
  privateNetworkAccess,
  vulnerableCorsPackage,
  malformedOrigin,
  unmatchableOrigin,
  wrongOptionType,
  unsetOrigin,
  multipleOriginsInHeader,
  invalidCredentialsHeader,
  unusableMethod,
  unusableHeaderName,
  wildcardIgnoredWithCredentials,
  authorizationNotCovered,
  ineffectiveMaxAge,
  unknownOption,
  removedSetting,
  ignoredOption,
  conflictingOptions,
  uncalledMiddleware,
  inactiveCorsSetup,
  middlewareOrder,
  unansweredPreflight,
  duplicateCorsHeaders,
  responseHeaderOnRequest,
  opaqueResponseRead,
  unusableRequestMethod,
  forbiddenRequestHeader,
  unusedSuppression,
];

export const ruleIds: readonly string[] = rules.map((rule) => rule.id);

const byId = new Map(rules.map((rule) => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
