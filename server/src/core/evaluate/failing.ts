import type { Condition, Module } from '../syntax/module.ts';
import type { Span } from '../text/span.ts';
import type { Context } from './context.ts';
import { environmentAccess, variableWhen } from './environment.ts';
import type { When } from './value.ts';

/** A block of `try` that is longer may fail in more ways than one. */
const LONGEST = 2000;

const CATCHES_KEYS = /^except\b[^\n:]*\bKeyError\b/;

/**
 * `try: os.environ["X"]` with `except KeyError:`: what must hold for the branch to run, and for it not to. Undefined for a
 * branch that is neither of the two, or a block that reads several variables.
 */
export function missingKey(
  context: Context,
  { span, test }: Condition,
): { readonly runs: When; readonly not: When } | undefined {
  const { module } = context;
  if (module.language !== 'python' || test) return undefined;
  const head = module.text.slice(span.start, Math.min(span.end, span.start + 200));
  const isTry = /^try\b/.test(head);
  const block = isTry
    ? blockBehind(module, span)
    : CATCHES_KEYS.test(head)
      ? blockBefore(module, span)
      : undefined;
  const variable = block && onlyVariable(context, block);
  if (variable === undefined) return undefined;
  const [set, unset] = [variableWhen(variable, 'set'), variableWhen(variable, 'unset')];
  return isTry ? { runs: set, not: unset } : { runs: unset, not: set };
}

/** The block of a `try` whose first handler is for missing keys. */
function blockBehind({ text }: Module, head: Span): Span | undefined {
  const indent = indentAt(text, head.start);
  const rest = text.slice(head.end, head.end + LONGEST);
  const handler = new RegExp(`\\n${indent}(?=except\\b)`).exec(rest);
  if (!handler) return undefined;
  const end = head.end + handler.index;
  return CATCHES_KEYS.test(text.slice(end + handler[0].length, end + handler[0].length + 200))
    ? { start: head.end, end }
    : undefined;
}

/** The block of the `try` that a handler belongs to, where it is its first handler. */
function blockBefore({ text }: Module, head: Span): Span | undefined {
  const indent = indentAt(text, head.start);
  const from = Math.max(0, head.start - LONGEST);
  const before = text.slice(from, head.start);
  const heads = [...before.matchAll(new RegExp(`(?:^|\\n)${indent}(?=try\\s*:)`, 'g'))];
  const found = heads.at(-1);
  if (!found || (found.index === 0 && from > 0)) return undefined;
  const start = found.index + found[0].length;
  if (new RegExp(`\\n${indent}except\\b`).test(before.slice(start))) return undefined;
  return { start: from + start, end: head.start };
}

function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? '';
}

/** The one variable that a block needs. */
function onlyVariable(context: Context, block: Span): string | undefined {
  const { module } = context;
  const found = new Set<string | undefined>();
  for (const use of module.occurrences('environ')) {
    if (use.span.start < block.start || use.span.end > block.end) continue;
    const parent = module.parent(use);
    const read = parent.role === 'object' ? parent.member : parent.role === 'part' ? parent.of : undefined;
    const access = read && environmentAccess(context, read);
    if (access && !access.required) continue;
    found.add(access?.variable);
  }
  const [only] = found;
  // Any other subscript may miss its key too.
  const subscripts = module.text.slice(block.start, block.end).split('[').length - 1;
  return found.size === 1 && subscripts === 1 ? only : undefined;
}
