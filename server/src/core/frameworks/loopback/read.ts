import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { CORS_READER } from '../shared/cors-package/read.ts';
import { type Config, entriesOf } from '../shared/javascript/config-files.ts';
import { references, runsWhen } from '../shared/javascript/references.ts';
import { notOptions, type OptionsReader, valuePolicies } from '../shared/javascript/setups.ts';

export function read(unit: Unit): Reading {
  const { module } = unit.evaluator;
  const isUsed = module.imports().some(({ from }) => from.startsWith('@loopback/'));
  if (!isUsed && unit.version(['@loopback/rest']).from === 'assumed') return NOTHING;
  const policies = [...constructed(unit), ...assigned(unit)].flatMap((config) =>
    configPolicies(unit, config),
  );
  return { policies, misuses: [] };
}

/** `new RestApplication({ rest: { cors } })` */
function constructed({ evaluator }: Unit): readonly Config[] {
  const isServer = ({ module, name }: Symbol_) => module === '@loopback/rest' && name === 'RestApplication';
  return references(evaluator, isServer, 'RestApplication').flatMap((expr): readonly Config[] => {
    const parent = evaluator.module.parent(expr);
    const options = parent.role === 'callee' && parent.call.isNew ? parent.call.args[0] : undefined;
    const when = runsWhen(evaluator, expr.span.start);
    return options && !options.spread && when ? [{ value: evaluator.evaluate(options.value), when }] : [];
  });
}

/** `const config = { rest: { cors } }`, as the file `index.ts` of an application has it. */
function assigned({ evaluator }: Unit): readonly Config[] {
  return evaluator.module
    .assignments(/^(?:config|options)$/)
    .filter(({ value, path }) => path.length === 0 && value.kind === 'record')
    .flatMap(({ value }): readonly Config[] => {
      const when = runsWhen(evaluator, value.span.start);
      return when ? [{ value: evaluator.evaluate(value), when }] : [];
    });
}

function configPolicies(unit: Unit, config: Config): readonly Policy[] {
  return entriesOf(config, 'rest')
    .flatMap(({ option, when }) => entriesOf({ value: option.value, when }, 'cors'))
    .flatMap(({ option, when }) => {
      if (option.value.kind === 'unknown') return [];
      const call = {
        framework: 'loopback',
        title: 'LoopBack',
        version: unit.version(['cors']),
        setup: option.place,
      };
      return valuePolicies(unit.evaluator, call, option.value, when, READER);
    });
}

const READER: OptionsReader = {
  ...CORS_READER,
  given: (evaluator, value, depth, version) =>
    value.kind === 'boolean' && !value.value
      ? notOptions(
          evaluator,
          value,
          'LoopBack calls `cors` with whatever stands here, and without options `cors` lets every origin in: `false` does not turn it off.',
        )
      : CORS_READER.given?.(evaluator, value, depth, version),
};
