import type { Evaluator } from '../../evaluate/evaluator.ts';
import { bothHold, recordOptions } from '../../evaluate/read.ts';
import type { Option, OriginMatch, OriginRule, Policy } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { type Place, placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { callOf, references, refersTo } from '../shared/python/calls.ts';
import { combinations } from '../shared/python/combinations.ts';
import {
  type Configured,
  configuredBy,
  defaultRule,
  policyOf,
  ruleOf,
  unknownMatch,
} from '../shared/python/policy.ts';
import { globMatch } from './glob.ts';
import { itemsOf, optionFor, problemsOf } from './problems.ts';

export const CORNICE_PACKAGES = ['cornice'];

const SERVICE: ReadonlySet<string> = new Set(['cornice.Service', 'cornice.service.Service']);
const OF_SERVICE = ['name', 'path', 'description', 'cors_policy', 'depth', 'pyramid_route'];

/** What makes services, and the names of their positional arguments. */
const MAKERS: readonly (readonly [targets: ReadonlySet<string>, positional: readonly string[]])[] = [
  [SERVICE, OF_SERVICE],
  [new Set(['cornice.resource.resource']), ['depth']],
  [new Set(['cornice.resource.add_resource']), ['klass', 'depth']],
];

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  // The policy can stand at its position, without the word.
  if (!/cors|\borigins\b/i.test(evaluator.module.text)) return NOTHING;
  const policies = MAKERS.flatMap(([targets, positional]) =>
    references(evaluator, targets).flatMap((callee) => {
      const call = callOf(evaluator, callee);
      return call ? ofCall(unit, call, positional) : [];
    }),
  );
  const own = ownServices(evaluator).flatMap((call) => ofCall(unit, call, OF_SERVICE));
  return { policies: [...policies, ...own].sort((a, b) => a.setup.start - b.setup.start), misuses: [] };
}

const CLASS = /^[ \t]{0,40}class[ \t]{1,8}([A-Za-z_]\w{0,80})[ \t]{0,8}\(/gm;

/** Calls of classes of this file that are services with another renderer, say. What they say of CORS themselves is not read. */
function ownServices(evaluator: Evaluator): readonly CallExpr[] {
  const { module } = evaluator;
  if (!module.imports().some(({ from, name }) => /^cornice\b/.test(from || name))) return [];
  const names = new Set([...module.text.matchAll(CLASS)].map(([, name = '']) => name));
  return [...names].flatMap((name) =>
    module.occurrences(name).flatMap((expr) => {
      const call = isService(evaluator, expr) ? callOf(evaluator, expr) : undefined;
      return call ?? [];
    }),
  );
}

function isService(evaluator: Evaluator, expr: Expr): boolean {
  if (expr.kind !== 'name') return false;
  const { module } = evaluator;
  const [binding, ...others] = module.bindings(expr.name, expr.span.start);
  if (binding?.kind !== 'class' || others.length > 0) return false;
  const { start, end } = module.statement(binding.span.start);
  const own = module.enclosing(end).find((each) => each.kind === 'class' && each.name === expr.name);
  const bases = own?.kind === 'class' ? own.bases : [];
  if (
    bases.length !== 1 ||
    /\bcors_|\bdefault_cors|\b__init__\b|\bget_arguments\b/.test(module.text.slice(start, end))
  )
    return false;
  return bases.some((base) => refersTo(evaluator, base, SERVICE));
}

/** The service, where it says anything about other origins. */
function ofCall(unit: Unit, call: CallExpr, positional: readonly string[]): readonly Policy[] {
  const { evaluator } = unit;
  const { uri } = evaluator.module;
  const setup = placeOf(uri, call.span);
  return configuredBy(evaluator, call, positional, (name) => /^(?:path|cors_\w+)$/.test(name)).flatMap(
    (one) => {
      const path = one.options.get('path')?.value;
      return unpacked(one).map(({ options, hidden, when, open }) =>
        policyOf({
          framework: 'cornice',
          title: 'Cornice',
          version: unit.version(CORNICE_PACKAGES),
          setup,
          scope: path?.kind === 'text' ? path.value : 'a service',
          insertion: { form: 'argument', place: placeOf(uri, call.argsSpan) },
          when,
          options,
          origins: originRules(optionFor(options, 'origins'), setup, open),
          originOptions: ['cors_origins', 'origins'],
          credentials: [
            options.has('cors_credentials') ? 'cors_credentials' : 'credentials',
            open ? 'unknown' : false,
          ],
          problems: problemsOf(options, hidden),
          open,
        }),
      );
    },
  );
}

interface Unpacked extends Configured {
  /** Keys of `cors_policy` that an argument stands in for. */
  readonly hidden: readonly Option[];
}

const POLICY = 'cors_policy';

/** `kw.setdefault("cors_" + key, value)` for each key of `cors_policy`. */
function unpacked({ options: given, when, open }: Configured): readonly Unpacked[] {
  const options = new Map([...given].filter(([name]) => name !== POLICY && name !== 'path'));
  const policy = given.get(POLICY);
  if (!policy) return options.size === 0 ? [] : [{ options, hidden: [], when, open }];
  return recordOptions(policy.value).flatMap((one) => {
    const base = bothHold(when, one.when);
    // What is no dict stops the start-up.
    if (!base || one.other) return [];
    return combinations(one.entries, base).flatMap((combination): readonly Unpacked[] => {
      const keys = [...combination.options.values()];
      const isHidden = ({ name }: Option) => options.has(`cors_${name}`);
      const all = new Map(options);
      for (const option of keys) if (!isHidden(option)) all.set(option.name, option);
      // A dict with a name may serve other services.
      const hidden = policy.value.via.length === 0 ? keys.filter(isHidden) : [];
      const isOpen = open || one.rest.length > 0;
      if (all.size === 0 && !isOpen) return [];
      return [{ options: all, hidden, when: combination.when, open: isOpen }];
    });
  });
}

function originRules(option: Option | undefined, setup: Place, open: boolean): readonly OriginRule[] {
  const unread: OriginMatch = { kind: 'unknown', reason: { kind: 'syntax', what: 'spread' } };
  if (!option) return open ? [defaultRule(setup, unread)] : [];
  const { value } = option;
  const items = itemsOf(value);
  const listed = items[0] !== value;
  return items.flatMap((item) => {
    const outer = listed ? value.via : [];
    if (item.kind === 'text') return [ruleOf(item, globMatch(item.value), listed, outer)];
    if (item.kind === 'unknown' || item.kind === 'oneOf')
      return [ruleOf(item, unknownMatch(item), listed, outer)];
    return [];
  });
}
