/**
 * The outcomes of a decision. The codes are stable: rules, messages and tests name them.
 * Those of the CORS protocol itself are the ones for which engines print a text (see `messages/`).
 */
export const codes = [
  // Nothing was refused.
  'same-origin',
  'cors-allowed',
  'data-url',
  'opaque',
  'opaque-redirect',
  // The call throws, nothing is sent.
  'invalid-url',
  'url-has-credentials',
  'invalid-mode',
  'invalid-method',
  'forbidden-method',
  'no-cors-method',
  'invalid-header-name',
  'invalid-header-value',
  'body-with-get',
  // Refused before the network.
  'mixed-content',
  'mode-same-origin',
  'no-cors-redirect-mode',
  'scheme',
  // The CORS check.
  'missing-allow-origin',
  'allow-origin-mismatch',
  'invalid-allow-origin',
  'multiple-allow-origin',
  'wildcard-with-credentials',
  'allow-credentials-not-true',
  // The rest of the preflight.
  'preflight-redirect',
  'preflight-status',
  'invalid-allow-methods',
  'invalid-allow-headers',
  'method-not-allowed',
  'header-not-allowed',
  // Redirects.
  'redirect-error',
  'redirect-invalid-location',
  'redirect-scheme',
  'redirect-count',
  'redirect-has-credentials',
  'redirect-stream-body',
  'redirect-unanswered',
  // Not a matter of CORS headers.
  'malformed-response',
  'proxy-authentication',
  'network',
] as const;

export type Code = (typeof codes)[number];
