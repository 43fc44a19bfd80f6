import { createEvaluator } from '../../server/src/core/evaluate/evaluate.ts';
import type { Evaluator } from '../../server/src/core/evaluate/evaluator.ts';
import type { Reason, Value, When } from '../../server/src/core/evaluate/value.ts';
import type { Expr } from '../../server/src/core/syntax/expr.ts';
import type { Module } from '../../server/src/core/syntax/module.ts';
import { openText } from './syntax.ts';

/** A value on one line: `['a', ?env(X)…]`, `{a: 1, …?import(x:y)}`, `'a' when `X` is unset | …`. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'text':
      return `'${value.value}'`;
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'null':
      return value.undefined ? 'undefined' : 'null';
    case 'list': {
      const [open, close] = { list: '[]', array: '[]', tuple: '()', set: '{}' }[value.form];
      return open + value.items.map(printValue).join(', ') + close;
    }
    case 'record': {
      const entries = value.entries.map((entry) => `${entry.key}: ${printValue(entry.value)}`);
      return `{${[...entries, ...value.rest.map((rest) => `…${printValue(rest)}`)].join(', ')}}`;
    }
    case 'regex':
      return `/${value.source}/${value.flags}${value.language === 'python' ? ' py' : ''}`;
    case 'function':
      return `function(${value.function.params.map((parameter) => parameter.name).join(', ')})`;
    case 'oneOf':
      return value.alternatives
        .map((each) => `${printValue(each.value)} ${printWhen(each.when)}`)
        .join(' | ');
    case 'unknown':
      return `?${printReason(value.reason)}${value.spread ? '…' : ''}`;
  }
}

/** `when A and B`; `[dev]` and `[env]` behind a condition are its flags. */
export function printWhen(when: readonly When[]): string {
  if (when.length === 0) return 'always';
  return `when ${when.map((each) => each.text + (each.development ? ' [dev]' : '') + (each.environment ? ' [env]' : '')).join(' and ')}`;
}

function printReason(reason: Reason): string {
  switch (reason.kind) {
    case 'environment':
      return `env(${reason.variable})`;
    case 'request-origin':
      return 'origin';
    case 'import':
      return `import(${reason.from}:${reason.name})`;
    case 'parameter':
    case 'undefined-name':
    case 'reassigned':
      return `${reason.kind}(${reason.name})`;
    case 'call':
      return `call(${reason.callee})`;
    case 'attribute':
      return `attribute(${reason.path})`;
    case 'syntax':
      return `syntax(${reason.what})`;
    case 'too-complex':
      return 'too-complex';
  }
}

/** The arguments of the calls of `probe` in a text, in order. */
export function probes(text: string, path: string): { evaluator: Evaluator; module: Module; asked: Expr[] } {
  const module = openText(text, path);
  const asked: Expr[] = [];
  for (const name of module.occurrences('probe')) {
    const parent = module.parent(name);
    if (parent.role !== 'callee') continue;
    for (const argument of parent.call.args) asked.push(argument.value);
  }
  return { evaluator: createEvaluator(module), module, asked };
}

/** What every probed expression of a text is worth, one a line. */
export function printProbes(text: string, path: string): string {
  const { evaluator, asked } = probes(text, path);
  return asked.map((expr) => printValue(evaluator.evaluate(expr))).join('\n');
}

/** The stretch of source at a value's place, and the steps that lead to it. */
export function printPlaces(text: string, path: string): string {
  const { evaluator, module, asked } = probes(text, path);
  const line = (value: Value): string => {
    if (value.kind === 'oneOf') return value.alternatives.map((each) => line(each.value)).join(' | ');
    const at = module.text.slice(value.place.start, value.place.end);
    const via = value.via
      .map((step) => ` < ${step.what} @${module.text.slice(step.place.start, step.place.end)}`)
      .join('');
    return value.kind === 'list' ? `${at}${via} [${value.items.map(line).join(', ')}]` : `${at}${via}`;
  };
  return asked.map((expr) => line(evaluator.evaluate(expr))).join('\n');
}
