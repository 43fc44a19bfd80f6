import type { Expr } from '../syntax/expr.ts';
import { contains, type Place, type Span } from '../text/span.ts';
import { alternatives } from './combine.ts';
import type { Context } from './context.ts';
import { environmentAccess } from './environment.ts';
import type { Evaluator } from './evaluator.ts';

/** A function that is longer is searched at its beginning, and only so many of its names are followed. */
const LONGEST = 4000;
const MOST_NAMES = 40;

/**
 * The variables of the environment that a piece of code rests on which is worth nothing that is known, such as an origin
 * function: those that it reads itself, and those behind the names that it uses. For people who ask, not for findings: that
 * the outcome hangs on each of them is not shown.
 */
export function variablesReadAt(evaluator: Evaluator, place: Place): readonly string[] {
  const context = evaluator.at(place.uri).context;
  if (context.module.uri !== place.uri) return [];
  const span = { start: place.start, end: Math.min(place.end, place.start + LONGEST) };
  return [...new Set([...readDirectly(context, span), ...readBehindNames(context, span)])];
}

function readDirectly(context: Context, span: Span): readonly string[] {
  const { module } = context;
  const words = module.language === 'python' ? ['environ', 'getenv', 'env', 'config'] : ['env'];
  return words.flatMap((word) =>
    module.occurrences(word).flatMap((found) => {
      if (!contains(span, found.span)) return [];
      const variable = accessAround(context, found);
      return variable === undefined ? [] : [variable];
    }),
  );
}

/** `process.env.X`, `os.environ["X"]`, `os.environ.get("X")`, `getenv("X")`: two steps up at most. */
function accessAround(context: Context, found: Expr): string | undefined {
  let at = found;
  for (let steps = 0; steps < 3; steps += 1) {
    const parent = context.module.parent(at);
    const next =
      parent.role === 'object'
        ? parent.member
        : parent.role === 'callee'
          ? parent.call
          : parent.role === 'part'
            ? parent.of
            : undefined;
    if (!next) return undefined;
    const access = environmentAccess(context, next);
    if (access) return access.variable;
    at = next;
  }
  return undefined;
}

function readBehindNames(context: Context, span: Span): readonly string[] {
  const { module } = context;
  const text = module.text.slice(span.start, span.end);
  const names = new Map<string, number>();
  for (const match of text.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*/g)) {
    if (names.size >= MOST_NAMES) break;
    if (!names.has(match[0])) names.set(match[0], span.start + match.index);
  }
  const found: string[] = [];
  for (const [name, at] of names) {
    for (const binding of module.bindings(name, at)) {
      if (binding.kind !== 'assign') continue;
      for (const { value, when } of alternatives(context.evaluate(binding.value))) {
        if (value.kind === 'unknown' && value.reason.kind === 'environment')
          found.push(value.reason.variable);
        found.push(...when.flatMap(({ variables = [] }) => variables));
      }
    }
  }
  return found;
}
