import type { BinaryExpr, Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { testWhen } from './branches.ts';
import type { Plain } from './build.ts';
import { alternatives, bothHold, commonConditions, oneOf, under } from './combine.ts';
import type { Context } from './context.ts';
import type { Alternative, Entry, RecordValue, Value, When } from './value.ts';

/** A table with more entries is not taken apart. */
const MOST_KEYS = 8;

/**
 * `config[name]`, `config.get(name, Default)` in Python, where the name is not known: every entry of the table, each with the
 * name that leads to it. Another name stops the program, or leads to `otherwise`. Undefined where the table may hold more.
 */
export function entriesChosen(
  context: Context,
  table: RecordValue,
  key: Plain,
  asked: Expr,
  where: Place,
  otherwise?: Value,
): Value | undefined {
  if (key.kind !== 'unknown' || key.reason.kind === 'request-origin' || table.rest.length > 0)
    return undefined;
  if (context.module.language !== 'python') return undefined;
  const entries = new Map(table.entries.map((entry): [string, Entry] => [entry.key, entry]));
  if (entries.size === 0 || entries.size > MOST_KEYS) return undefined;
  const keys = [...entries.keys()];
  // A name that the table has not says nothing of where the program runs.
  const none = keys.map((each): When => ({ ...keyWhen(context, asked, each, false), development: false }));
  const found: Alternative[] = [...entries.values()].flatMap((entry) => {
    const others = none.filter((_, index) => keys[index] !== entry.key);
    return under(entry.value, [{ ...keyWhen(context, asked, entry.key, true), implies: others }]);
  });
  const left =
    otherwise && none.reduce<readonly When[] | undefined>((all, one) => all && bothHold(all, [one]), []);
  if (otherwise && left) found.push(...under(otherwise, left));
  return oneOf(found, where);
}

/**
 * The same key in fewer outcomes: whatever it is in those in which it is not known, the table has it or not. What holds in all of
 * them holds still.
 */
export function keysAsked(key: Value): Value {
  const all = alternatives(key);
  const open = all.filter(({ value }) => value.kind === 'unknown');
  const [first] = open;
  if (!first || open.length < 2) return key;
  const rest = all.filter(({ value }) => value.kind !== 'unknown');
  return oneOf([...rest, { ...first, when: commonConditions(open.map(({ when }) => when)) }], key.place);
}

/** The condition that what is asked for is this key. */
function keyWhen(context: Context, asked: Expr, key: string, outcome: boolean): When {
  // The comparison is written nowhere: it stands behind what is compared.
  const span = { start: asked.span.end, end: asked.span.end };
  const right = {
    kind: 'text',
    value: key,
    content: span,
    open: '',
    close: '',
    verbatim: false,
    bytes: false,
    span,
  };
  const test: BinaryExpr = {
    kind: 'binary',
    operator: '==',
    left: asked,
    right: { ...right, kind: 'text' },
    span,
  };
  return testWhen(context, test, outcome);
}
