import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Entry, Value } from '../../evaluate/value.ts';
import type { Insertion, Policy } from '../../policy/policy.ts';
import type { AssignBinding } from '../../syntax/module.ts';
import { type Place, placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { settledValue } from '../shared/python/assigned.ts';
import { combinations } from '../shared/python/combinations.ts';
import { classChain } from './classes.ts';
import { isDjangoSettings } from './evidence.ts';
import { lower } from './lower.ts';
import { DJANGO_CORS_SETTINGS } from './options.ts';
import { placementsOf } from './placement.ts';
import { meantSetting } from './problems.ts';
import { starredSettings } from './starred.ts';

/** The second is a fork from before 2.0 under the same module name; it still compares hosts alone (1.3.1:corsheaders/middleware.py). */
export const DJANGO_CORS_PACKAGES = ['django-cors-headers', 'django-cors-middleware'];

const NAMES = new Set(DJANGO_CORS_SETTINGS.map(({ name }) => name));

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const { module } = evaluator;
  if (!/\bCORS_[A-Z]|corsheaders/.test(module.text)) return NOTHING;
  const all = module
    .assignments(/^CORS_[A-Z0-9_]+$/)
    .filter(({ name }) => NAMES.has(name) || meantSetting(name) !== undefined);
  if (all.length === 0) return { ...NOTHING, misuses: placementsOf(evaluator, []) };
  const names = all.map(({ name }) => name);
  const isDependency = unit.version(DJANGO_CORS_PACKAGES).from !== 'assumed';
  if (!isDjangoSettings(module, names, isDependency)) return NOTHING;
  const isCertain = /\bcorsheaders\b/.test(module.text);
  const groups = [...new Set(all.map(({ inClass }) => inClass))].map((inClass) =>
    groupOf(unit, all, inClass),
  );
  const policies = groups.flatMap((group) =>
    group && (isCertain || group.isKnown) ? policiesOf(unit, group) : [],
  );
  return {
    policies: policies.sort((a, b) => a.setup.start - b.setup.start),
    misuses: placementsOf(evaluator, policies),
  };
}

/** The settings of the module, or of one class of django-configurations with those that it inherits. */
interface Group {
  readonly assignments: readonly AssignBinding[];
  readonly own: readonly AssignBinding[];
  readonly open: boolean;
  /** Some name is one that the library reads; all others could be the project's own. */
  readonly isKnown: boolean;
  /** The settings that star imports bring in. */
  readonly inherited: readonly Entry[];
}

function groupOf(
  { evaluator }: Unit,
  all: readonly AssignBinding[],
  inClass: string | undefined,
): Group | undefined {
  const own = all.filter((assignment) => assignment.inClass === inClass);
  const isKnown = own.some(({ name }) => NAMES.has(name));
  if (inClass === undefined) {
    const starred = starredSettings(evaluator);
    return { assignments: own, own, isKnown, open: starred.isOpen, inherited: starred.entries };
  }
  const [first] = own;
  const chain = first && classChain(evaluator, inClass, first.span.start);
  if (!chain) return undefined;
  const assignments = [...chain.names]
    .reverse()
    .flatMap((name) => all.filter((assignment) => assignment.inClass === name));
  return { assignments, own, isKnown, open: chain.isOpen, inherited: [] };
}

function policiesOf(unit: Unit, { assignments, own, open, inherited }: Group): readonly Policy[] {
  const { evaluator } = unit;
  const { uri } = evaluator.module;
  const [first] = own;
  if (!first) return [];
  const setup = placeOf(uri, first.statement);
  const insertion = insertionAt(uri, own);
  return combinations([...inherited, ...entriesOf(evaluator, assignments)]).map(({ options, when }) =>
    lower({ version: unit.version(DJANGO_CORS_PACKAGES), setup, insertion, when, options, open }),
  );
}

function entriesOf(evaluator: Evaluator, assignments: readonly AssignBinding[]): readonly Entry[] {
  const { uri } = evaluator.module;
  const byName = new Map<string, AssignBinding[]>();
  for (const assignment of assignments) {
    byName.set(assignment.name, [...(byName.get(assignment.name) ?? []), assignment]);
  }
  return [...byName].flatMap(([key, written]): Entry[] => {
    const last = written.at(-1);
    if (!last) return [];
    const place: Place = placeOf(uri, last.statement);
    return [
      {
        key,
        value: finalValue(evaluator, key, written),
        place,
        keyPlace: placeOf(uri, last.span),
        form: 'assignment',
      },
    ];
  });
}

/** What the setting is at the end of the file. */
function finalValue(evaluator: Evaluator, name: string, written: readonly AssignBinding[]): Value {
  const { module } = evaluator;
  const end = module.text.length;
  const isClass = written.some(({ inClass }) => inClass !== undefined);
  const isChanged = written.some(({ operator, path }) => operator !== undefined || path.length > 0);
  if (!isClass && (isChanged || module.mutations(name, end).length > 0)) {
    return evaluator.evaluate({ kind: 'name', name, span: { start: end, end } });
  }
  return settledValue(
    evaluator,
    written.map(({ value, conditions }) => ({ value: evaluator.evaluate(value), conditions })),
  );
}

/** Behind the last setting that stands in no branch, else behind the last. */
function insertionAt(uri: string, own: readonly AssignBinding[]): Insertion {
  const plain = own.filter(({ conditions }) => conditions.length === 0);
  const last = plain.at(-1) ?? own.at(-1);
  return { form: 'assignment', place: placeOf(uri, last?.statement ?? { start: 0, end: 0 }) };
}
