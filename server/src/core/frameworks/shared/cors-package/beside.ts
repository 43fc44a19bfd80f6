import type { Evaluator, Symbol_ } from '../../../evaluate/evaluator.ts';
import { bothHold, commonConditions } from '../../../evaluate/read.ts';
import type { When } from '../../../evaluate/value.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type Place, placeOf } from '../../../text/span.ts';
import { bodyAt } from '../functions.ts';
import { references, runsWhen } from '../javascript/references.ts';
import { registeredAt } from '../javascript/routing.ts';

/** A `cors(…)` that `name` is given for every path. */
export interface PackageUse {
  readonly name: string;
  readonly place: Place;
  readonly when: readonly When[];
}

/** `app.use(cors(…))` of the package, for every path, in the function where the offset stands. */
export function packageUses(
  evaluator: Evaluator,
  offset: number,
  isPackage: (symbol: Symbol_) => boolean = isCorsPackage,
): readonly PackageUse[] {
  const { module } = evaluator;
  return references(evaluator, isPackage).flatMap((expr) => {
    const called = module.parent(expr);
    const given = called.role === 'callee' ? registeredAt(evaluator, called.call) : undefined;
    if (called.role !== 'callee' || given?.registration.method !== 'use') return [];
    const { span } = called.call;
    const isElsewhere = bodyAt(evaluator, span.start) !== bodyAt(evaluator, offset);
    if (isElsewhere || given.registration.path !== undefined) return [];
    // What runs in a loop or after an error has a condition without a test.
    if (module.conditions(span.start).some(({ test }) => !test)) return [];
    const when = runsWhen(evaluator, span.start);
    return when ? [{ name: given.router, place: placeOf(module.uri, span), when }] : [];
  });
}

function isCorsPackage({ module, name }: Symbol_): boolean {
  return module === 'cors' && (name === 'default' || name === '*');
}

/**
 * When two set-ups of one application both run, each given by the conditions of its outcomes; undefined where they exclude each
 * other.
 */
export function whenBoth(
  first: readonly Pick<Policy, 'when'>[],
  second: readonly Pick<Policy, 'when'>[],
): readonly When[] | undefined {
  const cases = first.flatMap((one) =>
    second.flatMap((other) => {
      const both = bothHold(one.when, other.when);
      return both && !comparesTwice(both) ? [both] : [];
    }),
  );
  return cases.length === 0 ? undefined : commonConditions(cases);
}

const COMPARED = /^([^'"`]{1,200}?)\s{0,9}={2,3}\s{0,9}(['"])([^'"`\\]{0,200})\2$/;

/** `REGION === 'eu'` and `REGION === 'us'` both: one thing cannot be equal to two texts. */
function comparesTwice(when: readonly When[]): boolean {
  const texts = new Map<string, string>();
  return when.some(({ subject, outcome }) => {
    const [, compared = '', , text = ''] = (outcome === true && COMPARED.exec(subject)) || [];
    const known = texts.get(compared);
    if (compared !== '') texts.set(compared, text);
    return compared !== '' && known !== undefined && known !== text;
  });
}
