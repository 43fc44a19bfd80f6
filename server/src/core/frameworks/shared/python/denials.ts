import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../../syntax/expr.ts';
import { type Place, placeOf, type Span } from '../../../text/span.ts';
import { callOf } from './calls.ts';

/** What answers "who are you?" and "you may not" in Starlette, FastAPI, Flask, Werkzeug and aiohttp. */
const ANSWERS = [
  'Response',
  'JSONResponse',
  'ORJSONResponse',
  'PlainTextResponse',
  'HTMLResponse',
  'HTTPException',
  'abort',
  'jsonify',
  'make_response',
  'json_response',
  'Unauthorized',
  'Forbidden',
  'HTTPUnauthorized',
  'HTTPForbidden',
];
const NAMED = /^(?:HTTP)?(?:Unauthorized|Forbidden)$/;
const DENIALS: ReadonlySet<number> = new Set([401, 403]);

/**
 * The answer 401 or 403 that a piece of code gives, unless it treats OPTIONS apart: a preflight carries neither cookies nor
 * an `Authorization` header, so it would be refused.
 */
export function denialIn(evaluator: Evaluator, span: Span): Place | undefined {
  const { module } = evaluator;
  const text = module.text.slice(span.start, span.end);
  if (/\bOPTIONS\b/.test(text)) return undefined;
  const isInside = (at: Span) => at.start >= span.start && at.end <= span.end;
  for (const name of ANSWERS) {
    if (!text.includes(name)) continue;
    for (const use of module.occurrences(name)) {
      const call = isInside(use.span) ? callOf(evaluator, use) : undefined;
      if (!call) continue;
      if (
        NAMED.test(name) ||
        call.args.some(({ value }) => isDenial(value)) ||
        isReturnedWithStatus(evaluator, call)
      )
        return placeOf(module.uri, call.span);
    }
  }
  return undefined;
}

/** `401`, `status.HTTP_401_UNAUTHORIZED`, `HTTPStatus.UNAUTHORIZED`. */
function isDenial(expr: Expr): boolean {
  if (expr.kind === 'number') return DENIALS.has(expr.value);
  const name = expr.kind === 'member' ? expr.property : expr.kind === 'name' ? expr.name : '';
  return /^(?:HTTP_40[13]_\w+|UNAUTHORIZED|FORBIDDEN)$/.test(name);
}

/** `return jsonify(…), 401` */
function isReturnedWithStatus({ module }: Evaluator, call: CallExpr): boolean {
  const parent = module.parent(call);
  return parent.role === 'item' && parent.list.form === 'tuple' && parent.list.items.some(isDenial);
}
