import type { Symbol_ } from '../../../evaluate/evaluator.ts';
import type { Policy, ResolvedVersion } from '../../../policy/policy.ts';
import type { CallExpr } from '../../../syntax/expr.ts';
import { placeOf } from '../../../text/span.ts';
import type { Unit } from '../../framework.ts';
import { scopeOf } from './mount.ts';
import { references } from './references.ts';
import { type OptionsReader, readSetup } from './setups.ts';

/** Every call in the file of an export that `accepts` takes, or every `new` of it where `isNew` says so. */
export function callsOf(
  { evaluator }: Unit,
  accepts: (symbol: Symbol_) => boolean,
  exported: string,
  isNew = false,
): readonly CallExpr[] {
  return references(evaluator, accepts, exported).flatMap((expr) => {
    const parent = evaluator.module.parent(expr);
    return parent.role === 'callee' && parent.call.isNew === isNew ? [parent.call] : [];
  });
}

/** The library that is called, and the version that counts. */
export interface AboutLibrary {
  readonly framework: string;
  readonly title: string;
  readonly version: ResolvedVersion;
  readonly scope?: string;
}

/** What is said of a call that may be mounted for some paths only. */
export function aboutCall(
  unit: Unit,
  call: CallExpr,
  { framework, title }: Pick<AboutLibrary, 'framework' | 'title'>,
  packages: readonly string[],
): AboutLibrary {
  const scope = scopeOf(unit.evaluator.module, call);
  return { framework, title, version: unit.version(packages), ...(scope !== undefined && { scope }) };
}

/** The policies of a call whose first argument holds the options. */
export function readOptionCall(
  unit: Unit,
  call: CallExpr,
  about: AboutLibrary,
  reader: OptionsReader,
): readonly Policy[] {
  const { module } = unit.evaluator;
  const [options] = call.args;
  if (options?.spread) return [];
  return readSetup(
    unit.evaluator,
    {
      ...about,
      setup: placeOf(module.uri, call.span),
      ...(call.args.length === 0 && {
        insertion: { form: 'argument', place: placeOf(module.uri, call.argsSpan) },
      }),
      ...(options && { options: options.value }),
    },
    reader,
  );
}
