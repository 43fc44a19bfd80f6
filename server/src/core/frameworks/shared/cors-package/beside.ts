import type { Evaluator, Symbol_ } from '../../../evaluate/evaluator.ts';
import { type Place, placeOf } from '../../../text/span.ts';
import { references } from '../javascript/references.ts';
import { bodyAt, registeredAt } from '../javascript/routing.ts';

/** A `cors(…)` that `name` is given for every request. */
export interface PackageUse {
  readonly name: string;
  readonly place: Place;
}

/** `app.use(cors(…))` of the package, for every path and always, in the function where the offset stands. */
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
    if (isElsewhere || given.registration.path !== undefined || module.conditions(span.start).length > 0)
      return [];
    return [{ name: given.router, place: placeOf(module.uri, span) }];
  });
}

function isCorsPackage({ module, name }: Symbol_): boolean {
  return module === 'cors' && (name === 'default' || name === '*');
}
