import type { Expr } from '../../syntax/expr.ts';
import type { Condition, Module } from '../../syntax/module.ts';
import { contains, type Span } from '../../text/span.ts';
import type { Items } from './origin-items.ts';
import type { OriginReader } from './origin-reader.ts';

/** Longer loops do more than look for an origin. */
const LONGEST = 2000;

/**
 * The items of the list that a loop goes through: `for (const allowed of list)`, `for allowed in LIST:`, and a counter up to
 * `list.length`, and `list.forEach(…)`. Undefined for any other branch, and where the loop skips items or ends early in a way of its own.
 */
export function loopItems(reader: OriginReader, condition: Condition): readonly Items[] | undefined {
  const { test, span } = condition;
  const { module } = reader.evaluator;
  // In Python the branch is told by its head alone.
  const { end } = module.language === 'python' ? module.statement(span.start) : span;
  if (test || end - span.start > LONGEST) return undefined;
  const text = module.text.slice(span.start, end);
  const head = headOf(module, text);
  if (!head) return forEachItems(reader, condition);
  // What stands behind a flag that was just set changes nothing any more.
  const body = text.slice(head.length).replace(/=\s*(?:true|True)\s*;?\s*break\b/g, '');
  if (/\b(?:break|continue|await)\b/.test(body)) return undefined;
  const list = pathAt(module, head.list, { start: span.start, end: span.start + head.length });
  return list && reader.itemsOf(list, head.item);
}

interface Head {
  /** The text that stands for an item. */
  readonly item: string;
  /** A name, or names with dots between them. */
  readonly list: string;
  readonly length: number;
}

function headOf(module: Module, text: string): Head | undefined {
  const head =
    module.language === 'python'
      ? /^for\s+([A-Za-z_]\w*)\s+in\s+([A-Za-z_][\w.]*)\s*:/.exec(text)
      : /^for\s*\(\s*(?:const|let|var)\s+([\w$]+)(?:\s*:\s*\w+)?\s+of\s+([\w$][\w$.]*)\s*\)/.exec(text);
  if (head) return { item: head[1] ?? '', list: head[2] ?? '', length: head[0].length };
  if (module.language === 'python') return undefined;
  const counted =
    /^for\s*\(\s*(?:let|var)\s+([\w$]+)\s*=\s*0\s*;\s*([\w$]+)\s*<\s*([\w$][\w$.]*)\.length\s*;\s*(?:\+\+([\w$]+)|([\w$]+)\+\+)\s*\)/.exec(
      text,
    );
  const [all = '', counter = '', compared, list = '', before, behind] = counted ?? [];
  if (!counted || compared !== counter || (before ?? behind) !== counter) return undefined;
  return { item: `${list}[${counter}]`, list, length: all.length };
}

/** The expression that is written as `path` within a span. */
function pathAt(module: Module, path: string, within: Span): Expr | undefined {
  const last = path.slice(path.lastIndexOf('.') + 1);
  return module
    .occurrences(last)
    .find(({ span }) => contains(within, span) && module.text.slice(span.start, span.end) === path);
}

/** `list.forEach((allowed) => { … })`, for the branch that the function is to what stands in it. */
function forEachItems(reader: OriginReader, { span }: Condition): readonly Items[] | undefined {
  const { module } = reader.evaluator;
  const [around] = module.enclosing(span.end - 1).filter((each) => each.kind === 'function');
  if (around?.kind !== 'function' || around.function.span.start !== span.start) return undefined;
  const fn = around.function;
  const [item] = fn.params;
  const parent = module.parent(fn);
  if (parent.role !== 'argument' || parent.index !== 0 || !item || item.rest || fn.isAsync) return undefined;
  const { callee } = parent.call;
  if (callee.kind !== 'member' || callee.property !== 'forEach') return undefined;
  // Who returns early has items of his own in mind.
  if (/\breturn\b/.test(module.text.slice(fn.body.start, fn.body.end))) return undefined;
  return reader.itemsOf(callee.object, item.name);
}
