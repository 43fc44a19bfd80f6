import type { OptionSpec } from '../framework.ts';

/** serverless@3.40.0:lib/plugins/aws/package/compile/events/api-gateway/index.js */
export const HTTP_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'string',
    default: "'*'",
    meaning:
      'The origin that a preflight lets in; with commas between them, several. Only the preflight: what the function answers needs the header as well.',
  },
  {
    name: 'origins',
    role: 'origins',
    type: 'list of strings',
    default: '(none)',
    meaning:
      'The origins that a preflight lets in. The first `*` of an entry stands for any text. Who is none of them is sent the first one.',
  },
  {
    name: 'headers',
    role: 'headers',
    type: 'list of strings',
    default: "['Content-Type', 'X-Amz-Date', 'Authorization', …]",
    meaning: '`Access-Control-Allow-Headers`: the request headers that pages may send.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'list of strings',
    default: 'the methods of the events',
    meaning: '`Access-Control-Allow-Methods`, in addition to OPTIONS and the methods of the events.',
  },
  {
    name: 'allowCredentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning: '`Access-Control-Allow-Credentials: true` in answers to preflights.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: '(not sent)',
    meaning: '`Access-Control-Max-Age`: how many seconds browsers may remember a preflight.',
  },
  {
    name: 'cacheControl',
    role: 'other',
    type: 'string',
    default: '(not sent)',
    meaning: '`Cache-Control` in answers to preflights.',
  },
];

/** serverless@3.40.0:lib/plugins/aws/provider.js, of `provider.httpApi` and of a function's `url` alike. */
export const SERVICE_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allowedOrigins',
    role: 'origins',
    type: 'list of strings',
    default: "['*']",
    meaning: 'The origins that are let in. AWS adds the headers to every answer.',
  },
  {
    name: 'allowedHeaders',
    role: 'headers',
    type: 'list of strings',
    default: "['Content-Type', 'X-Amz-Date', 'Authorization', …]",
    meaning: '`Access-Control-Allow-Headers`: the request headers that pages may send.',
  },
  {
    name: 'allowedMethods',
    role: 'methods',
    type: 'list of strings',
    default: 'the methods of the events',
    meaning: '`Access-Control-Allow-Methods`. Of a function URL all, where nothing is given.',
  },
  {
    name: 'allowCredentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning:
      '`Access-Control-Allow-Credentials: true`. List the origins beside it: every origin is the default.',
  },
  {
    name: 'exposedResponseHeaders',
    role: 'expose-headers',
    type: 'list of strings',
    default: '(none)',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts may read.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: '(not sent)',
    meaning: '`Access-Control-Max-Age`: how many seconds browsers may remember a preflight.',
  },
];
