import type { NameExpr } from '../syntax/expr.ts';
import type { AssignBinding, Binding, Condition, Import, Mutation } from '../syntax/module.ts';
import { contains, type Place } from '../text/span.ts';
import { branchOutcomes, waysThrough } from './branches.ts';
import { detached, functionValue, list, type Plain, place, tooComplex, unknown } from './build.ts';
import { givenByCalls } from './callers.ts';
import { afterMutation } from './changes.ts';
import { bothHold, MAX_ALTERNATIVES, oneOf, product, under, withStep } from './combine.ts';
import { type Context, isOptionalChain } from './context.ts';
import { type Event, type EventLoop, historyOf, MAX_EVENTS } from './events.ts';
import { givenName } from './functions.ts';
import { broughtBy, definedValue, importedValue } from './imported.ts';
import { merged, plus } from './joining.ts';
import { leadOfImport } from './leads.ts';
import { iterate } from './lists.ts';
import { atPath } from './members.ts';
import { typedConfiguration } from './nest-config.ts';
import { choose } from './operators.ts';
import { starExports, starImports } from './stars.ts';
import { withoutStopped } from './stops.ts';
import type { Alternative, Value, When } from './value.ts';

/** What a name may hold, and when. Undefined before it is bound. */
interface Case {
  readonly value: Plain | undefined;
  readonly when: readonly When[];
}

const UNBOUND: readonly Case[] = [{ value: undefined, when: [] }];

export function nameValue(context: Context, name: NameExpr): Value {
  const local = context.locals.get(name.name);
  if (local) return local;
  // Any other name means the same wherever the function is called from, and is remembered; not so what the function binds.
  const isCalled = context.locals.size > 0 || context.inside.size > 0;
  if (isCalled && !isBoundInside(context, name)) return context.replaced(new Map()).evaluate(name);
  const where = place(context.module, name.span);
  const bindings = boundTo(context, name);
  if (bindings.length === 0) return unknown({ kind: 'undefined-name', name: name.name }, where);
  if (bindings.length > MAX_EVENTS) return tooComplex(where);
  const events = historyOf(context, name, withoutFallback(context, bindings));
  let cases = UNBOUND;
  for (const event of events) {
    cases = happened(context, name, cases, event, where);
    if (cases.length > 4 * MAX_ALTERNATIVES) return tooComplex(where);
  }
  const found: Alternative[] = [];
  const last = bindings.at(-1);
  const left = cases.length > 1 && last ? withoutStopped(context, name, last, cases) : cases;
  for (const { value, when } of left) if (value) found.push({ value, when });
  if (found.length === 0) return unknown({ kind: 'undefined-name', name: name.name }, where);
  const [only] = found;
  // Bound in one branch alone: where that branch is not taken, the program stops at the use.
  return only && found.length === 1 && cases.length > 1 ? only.value : oneOf(found, where);
}

/** Without the local names, unless the name is one of the function that they belong to. */
function freshFor(context: Context, name: NameExpr): Context {
  return isBoundInside(context, name) ? context : context.replaced(new Map());
}

/** A variable of a function that is being inlined. */
function isBoundInside(context: Context, name: NameExpr): boolean {
  if (context.inside.size === 0) return false;
  const bindings = context.module.bindings(name.name, name.span.start);
  if (bindings.length === 0) return false;
  return [...context.inside].some(({ body }) =>
    bindings.every(
      (binding) =>
        (binding.kind === 'assign' && contains(body, binding.span)) ||
        (binding.kind === 'parameter' &&
          context.locals.has(givenName(name.name)) &&
          binding.function.body.start === body.start),
    ),
  );
}

/** Every binding of a name; those of `from x import *` count where the name is one of the module. */
function boundTo(context: Context, name: NameExpr): readonly Binding[] {
  const { module } = context;
  const bindings = module.bindings(name.name, name.span.start);
  if (module.language !== 'python' || starImports(context).length === 0) return bindings;
  const [first] = bindings;
  const isModule = !first || module.exported(name.name).some((each) => each.span.start === first.span.start);
  if (!isModule) return bindings;
  const stars = starExports(context, name.name).map(
    (star): Binding => ({
      kind: 'import',
      import: star.import,
      span: star.import.span,
    }),
  );
  return [...stars, ...bindings];
}

const IMPORT_FAILS = /^except\b[^\n]*\b(?:ImportError|ModuleNotFoundError)\b/;

/** `except ImportError:` is no case where the import leads to a file of the workspace. */
function withoutFallback(context: Context, bindings: readonly Binding[]): readonly Binding[] {
  const { module } = context;
  const isFound = (binding: Binding): boolean => {
    if (binding.kind !== 'import' || binding.import.name === '**') return false;
    const lead = leadOfImport(context, binding.import);
    return lead !== undefined && lead.kind !== 'symbol';
  };
  const isFallback = (binding: Binding): boolean =>
    module
      .conditions(binding.span.start)
      .some(({ test, span }) => !test && IMPORT_FAILS.test(module.text.slice(span.start, span.end)));
  if (module.language !== 'python' || bindings.length < 2 || !bindings.some(isFound)) return bindings;
  return bindings.filter((binding) => !isFallback(binding));
}

function happened(
  context: Context,
  name: NameExpr,
  cases: readonly Case[],
  event: Event,
  where: Place,
): readonly Case[] {
  const { what } = event;
  const isMutation = what.kind === 'call' || what.kind === 'set';
  if (event.loose) {
    if (!isMutation)
      return [
        {
          value: unknown({ kind: 'reassigned', name: name.name }, place(context.module, what.span)),
          when: [],
        },
      ];
    return eachBound(cases, (value) => afterMutation(context, name.name, value, what, true));
  }
  const { taken, left } = waysThrough(event.conditions, (each) => branchOutcomes(context, each, event.start));
  const after: Case[] = [];
  for (const condition of left) {
    for (const each of cases) {
      const when = bothHold(each.when, condition);
      if (when) after.push({ value: each.value, when });
    }
  }
  if (taken && !isMutation && !(what.kind === 'assign' && what.operator !== undefined)) {
    after.push(...under(bound(context, name, what, where), taken));
  } else if (taken) {
    for (const each of cases) {
      const when = bothHold(each.when, taken);
      if (when)
        after.push(
          ...(event.loop && isMutation
            ? looped(context, name, { ...each, when }, what, event.loop)
            : caseAfter(context, name, { ...each, when }, what, where)),
        );
    }
  }
  return after;
}

function eachBound(cases: readonly Case[], change: (value: Plain) => Value): readonly Case[] {
  return cases.flatMap((each): readonly Case[] =>
    each.value ? under(change(each.value), each.when) : [each],
  );
}

function caseAfter(
  context: Context,
  name: NameExpr,
  before: Case,
  what: Binding | Mutation,
  where: Place,
): readonly Case[] {
  if (!before.value) return [before];
  if (what.kind === 'call' || what.kind === 'set') {
    return under(afterMutation(context, name.name, before.value, what, false), before.when);
  }
  if (what.kind !== 'assign') return [before];
  return under(operated(context, name, { value: before.value, when: before.when }, what, where), before.when);
}

/** Items of one loop that are followed one by one. */
const MOST_ROUNDS = 100;

/** `for origin in origins: allowed.append(f"https://{origin}")`: the change once for each item. */
function looped(
  context: Context,
  name: NameExpr,
  before: Case,
  mutation: Mutation,
  loop: EventLoop,
): readonly Case[] {
  if (!before.value) return [before];
  const whole = product(
    [before.value, context.evaluate(loop.iterable)],
    before.value.place,
    ([value, over]) => {
      // `process.env.ORIGINS?.split(',').forEach(…)` where there is nothing.
      if (value && over?.kind === 'null' && isOptionalChain(context.module, loop.iterable)) return value;
      const items = over && iterate(context, over);
      if (!value || !items || items.length > MOST_ROUNDS)
        return value
          ? afterMutation(context, name.name, value, mutation, true)
          : tooComplex(mutationPlace(context, mutation));
      return items.reduce<Value>((grown, item) => {
        const round = context.extended(
          new Map([
            [loop.target, item],
            [name.name, grown],
          ]),
        );
        const isMany = item.kind === 'unknown' && item.spread === true;
        const happens = isMany ? 'unknown' : reached(round, loop.inner);
        return happens === false
          ? grown
          : afterMutation(round, name.name, grown, mutation, happens === 'unknown');
      }, value);
    },
  );
  return under(whole, before.when);
}

/** Whether what stands behind these branches is reached. */
function reached(context: Context, conditions: readonly Condition[]): boolean | 'unknown' {
  let isSure = true;
  for (const condition of conditions) {
    const { yes, no } = branchOutcomes(context, condition, condition.span.start);
    if (!yes) return false;
    isSure &&= !no;
  }
  return isSure ? true : 'unknown';
}

function mutationPlace(context: Context, { span }: Mutation): Place {
  return place(context.module, span);
}

/** What a binding gives. */
function bound(context: Context, name: NameExpr, binding: Binding | Mutation, where: Place): Value {
  const { module } = context;
  switch (binding.kind) {
    case 'assign': {
      const fresh = freshFor(context, name);
      const value =
        binding.path.length === 0
          ? fresh.evaluate(binding.value)
          : atPath(fresh, binding.value, binding.path, binding.value.span);
      return withStep(value, {
        place: place(module, binding.span),
        what: `\`${name.name}\` is assigned here`,
      });
    }
    case 'import':
      return binding.import.name === '**'
        ? starredValue(context, name.name, binding.import, where)
        : importedValue(context, binding.import, where);
    case 'function':
      return functionValue(binding.function, place(module, binding.function.span));
    case 'parameter':
      return (
        context.locals.get(givenName(name.name)) ??
        typedConfiguration(context, binding.span, where) ??
        givenByCalls(context, name.name, binding, where) ??
        unknown({ kind: 'parameter', name: name.name }, where)
      );
    case 'class':
      return unknown({ kind: 'syntax', what: 'class' }, place(module, binding.span));
    case 'other':
      return unknown({ kind: 'syntax', what: binding.what }, place(module, binding.span));
    default:
      return unknown({ kind: 'reassigned', name: name.name }, place(module, binding.span));
  }
}

/** What one star import gives the name. */
function starredValue(context: Context, name: string, star: Import, where: Place): Value {
  const found = starExports(context, name).find((each) => each.import === star);
  if (found?.lead.kind !== 'definition') return unknown({ kind: 'import', from: star.from, name }, where);
  return broughtBy(context, definedValue(found.lead, where), {
    ...star,
    local: name,
  });
}

/** `x += y`, `x |= y`, `x ||= y`, and the default of a destructured name. */
function operated(
  context: Context,
  name: NameExpr,
  before: Alternative,
  binding: AssignBinding,
  where: Place,
): Value {
  const fresh = freshFor(context, name);
  const at = place(context.module, binding.statement);
  const step = {
    place: place(context.module, binding.span),
    what: `\`${name.name}\` is changed here`,
  };
  const { value } = before;
  switch (binding.operator) {
    case '+': {
      const added = fresh.evaluate(binding.value);
      if (value.kind === 'list' && context.module.language === 'python')
        return extended(context, value, added, step, at);
      return combined(added, (plain) => plus(context, value, plain, at));
    }
    case '|': {
      const added = fresh.evaluate(binding.value);
      return combined(added, (plain) => merged(context, detached(value), plain, at));
    }
    case '||':
    case '??':
    case '&&': {
      const operator = binding.operator === '||' ? 'or' : binding.operator === '??' ? 'nullish' : 'and';
      const current: Value = oneOf([before], where);
      return choose(fresh, operator, name, current, binding.value, at);
    }
    default:
      return unknown({ kind: 'reassigned', name: name.name }, at);
  }
}

function combined(added: Value, change: (plain: Plain) => Value): Value {
  if (added.kind !== 'oneOf') return change(added);
  return oneOf(
    added.alternatives.flatMap((each) => under(change(each.value), each.when)),
    added.place,
  );
}

function extended(
  context: Context,
  value: Plain & { kind: 'list' },
  added: Value,
  step: { readonly place: Place; readonly what: string },
  at: Place,
): Value {
  return combined(added, (plain) => {
    const items = iterate(context, plain);
    if (!items) return unknown({ kind: 'syntax', what: '+=' }, at);
    return list(value.form, [...value.items, ...items.map((item) => withStep(item, step))], value.place, {
      via: value.via,
    });
  });
}
