/** Judging the answer to a preflight (Fetch section 4.8 "CORS-preflight fetch"). */
import { byteLowercase } from './bytes.ts';
import type { Code } from './codes.ts';
import { corsCheck } from './corsCheck.ts';
import type { EngineProfile, PreflightCheck } from './engines.ts';
import { hasHeader, parseTokenList, type TokenList } from './headers.ts';
import { parseMaxAge } from './maxAge.ts';
import { isSafelistedMethod } from './methods.ts';
import { nonWildcardRequestHeaderNames, type UnsafeNames } from './safelist.ts';
import type { Section } from './sections.ts';
import type { CredentialsMode, Details, ServerResponse } from './types.ts';

/** Fetch "redirect status". */
export const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Fetch "ok status". A preflight needs one; the real answer does not. */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** Whether main fetch takes the branch that may need a preflight. The preflight cache may still make it needless. */
export function asksForPreflight(method: string, unsafe: UnsafeNames, forced: boolean): boolean {
  return forced || !isSafelistedMethod(method) || unsafe.sorted.length > 0;
}

/** The request that asks for permission. */
export interface PreflightQuestion {
  readonly origin: string;
  readonly credentials: CredentialsMode;
  readonly method: string;
  readonly unsafe: UnsafeNames;
  /** An upload listener or a stream body asked for the preflight. */
  readonly forced: boolean;
}

/** What a passed preflight grants, to be remembered for `maxAge` seconds. */
export interface Grant {
  readonly methods: readonly string[];
  /** Lower-case. */
  readonly headers: readonly string[];
  readonly maxAge: number;
}

export interface PreflightFinding {
  readonly section: Section;
  readonly text: string;
}

export interface PreflightVerdict {
  /** Absent when the answer passed. */
  readonly refusal?: { readonly code: Code; readonly details: Details };
  /** What was checked and passed, in the engine's order. */
  readonly passed: readonly PreflightFinding[];
  /** Absent when the answer could not be read that far. */
  readonly grant?: Grant;
  readonly authorizationByWildcard: boolean;
}

interface Reading {
  readonly question: PreflightQuestion;
  readonly answer: ServerResponse;
  readonly profile: EngineProfile;
  readonly methods: TokenList;
  readonly headers: TokenList;
}

type Outcome =
  | { readonly ok: true; readonly finding?: PreflightFinding }
  | { readonly ok: false; readonly code: Code; readonly details: Details };

function pass(text: string, section: Section = 'preflight-fetch'): Outcome {
  return { ok: true, finding: { section, text } };
}

function checkRedirect({ answer }: Reading): Outcome {
  const redirects = redirectStatuses.has(answer.status) && hasHeader(answer.headers, 'Location');
  if (!redirects) return { ok: true };
  return { ok: false, code: 'preflight-redirect', details: { status: answer.status } };
}

function checkCors({ question, answer }: Reading): Outcome {
  const result = corsCheck(question.origin, question.credentials, answer.headers);
  if (result.passed) return pass(result.text, 'cors-check');
  return { ok: false, code: result.code, details: { ...result.details, status: answer.status } };
}

function checkStatus({ answer }: Reading): Outcome {
  if (isOkStatus(answer.status)) return pass(`The status ${answer.status} is in the range 200 to 299.`);
  return { ok: false, code: 'preflight-status', details: { status: answer.status } };
}

function checkParse(list: TokenList, code: Code): Outcome {
  if (list.kind !== 'malformed') return { ok: true };
  return { ok: false, code, details: { value: list.value, token: list.token } };
}

/** The methods that the answer allows. A preflight that was forced and names none allows the one that was asked for. */
function grantedMethods({ question, methods }: Reading): readonly string[] {
  if (methods.kind === 'list') return methods.items;
  return methods.kind === 'absent' && question.forced ? [question.method] : [];
}

function checkMethod(reading: Reading): Outcome {
  const { question } = reading;
  const granted = grantedMethods(reading);
  if (granted.includes(question.method))
    return pass(`The method ${question.method} is listed in Access-Control-Allow-Methods.`);
  if (isSafelistedMethod(question.method)) return pass(`The method ${question.method} needs no permission.`);
  if (granted.includes('*') && question.credentials !== 'include') {
    return pass(
      `Access-Control-Allow-Methods contains *, which covers ${question.method} without credentials.`,
    );
  }
  const value = reading.methods.kind === 'absent' ? {} : { value: reading.methods.value };
  return { ok: false, code: 'method-not-allowed', details: { method: question.method, ...value } };
}

function checkHeaders(reading: Reading): Outcome {
  const { question, headers, profile } = reading;
  const listed = new Set(headers.kind === 'list' ? headers.items.map(byteLowercase) : []);
  const wildcard = listed.has('*') && question.credentials !== 'include';
  const covered = (name: string) =>
    listed.has(name) ||
    (wildcard && (profile.wildcardCoversAuthorization || !nonWildcardRequestHeaderNames.has(name)));
  const names =
    profile.namesMissingHeader === 'sorted' ? question.unsafe.sorted : question.unsafe.inScriptOrder;
  const missing = names.find((name) => !covered(name));
  if (missing === undefined) {
    if (names.length === 0) return { ok: true };
    return pass(`Access-Control-Allow-Headers covers ${names.join(', ')}.`);
  }
  const value = headers.kind === 'absent' ? {} : { value: headers.value };
  return { ok: false, code: 'header-not-allowed', details: { header: missing, ...value } };
}

const checks: Readonly<Record<PreflightCheck, (reading: Reading) => Outcome>> = {
  redirect: checkRedirect,
  cors: checkCors,
  status: checkStatus,
  'parse-methods': ({ methods }) => checkParse(methods, 'invalid-allow-methods'),
  'parse-headers': ({ headers }) => checkParse(headers, 'invalid-allow-headers'),
  method: checkMethod,
  headers: checkHeaders,
};

/** Runs the checks in the engine's order and stops at the first that fails: that one is what the console shows. */
export function judgePreflight(
  question: PreflightQuestion,
  answer: ServerResponse,
  profile: EngineProfile,
): PreflightVerdict {
  const reading: Reading = {
    question,
    answer,
    profile,
    methods: parseTokenList(answer.headers, 'Access-Control-Allow-Methods'),
    headers: parseTokenList(answer.headers, 'Access-Control-Allow-Headers'),
  };
  const grant: Grant = {
    methods: grantedMethods(reading),
    headers: reading.headers.kind === 'list' ? reading.headers.items.map(byteLowercase) : [],
    maxAge: parseMaxAge(answer.headers, profile.maxAge),
  };
  const passed: PreflightFinding[] = [];
  for (const check of profile.preflightOrder) {
    const outcome = checks[check](reading);
    if (outcome.ok) {
      if (outcome.finding !== undefined) passed.push(outcome.finding);
      continue;
    }
    const refusal = { code: outcome.code, details: outcome.details };
    const readable = check === 'method' || check === 'headers';
    const kept = readable && profile.cache.keepsRefusals ? { grant } : {};
    return { refusal, passed, authorizationByWildcard: false, ...kept };
  }
  const byWildcard =
    question.unsafe.sorted.includes('authorization') && !grant.headers.includes('authorization');
  return { passed, grant, authorizationByWildcard: byWildcard };
}
