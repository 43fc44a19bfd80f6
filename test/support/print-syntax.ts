import type { Expr, ListExpr } from '../../server/src/core/syntax/expr.ts';
import type { Binding, Condition, Module, Mutation, Parent } from '../../server/src/core/syntax/module.ts';

/** Compact text of an expression, for tables. */
export function printExpr(expr: Expr): string {
  switch (expr.kind) {
    case 'text':
      return `${expr.bytes ? 'b' : ''}${JSON.stringify(expr.value)}`;
    case 'number':
    case 'boolean':
      return Object.is(expr.value, -0) ? '-0' : String(expr.value);
    case 'null':
      return expr.undefined ? 'undefined' : 'null';
    case 'list':
      return printList(expr.form, expr.items.map(printExpr).join(', '));
    case 'record':
      return `{${expr.entries.map(printEntry).join(', ')}}`;
    case 'name':
      return expr.name;
    case 'member':
      return `${printExpr(expr.object)}${expr.subscript ? `[${JSON.stringify(expr.property)}]` : `.${expr.property}`}`;
    case 'index':
      return `${printExpr(expr.object)}[${printExpr(expr.index)}]`;
    case 'call': {
      const args = expr.args.map((arg) => {
        const mark = { list: '...', record: '**' } as const;
        return (arg.spread ? mark[arg.spread] : arg.name ? `${arg.name}=` : '') + printExpr(arg.value);
      });
      return `${expr.isNew ? 'new ' : ''}${printExpr(expr.callee)}(${args.join(', ')})`;
    }
    case 'conditional':
      return `(${printExpr(expr.test)} ? ${printExpr(expr.then)} : ${printExpr(expr.otherwise)})`;
    case 'binary':
      return `(${printExpr(expr.left)} ${expr.operator} ${printExpr(expr.right)})`;
    case 'not':
      return `!${printExpr(expr.operand)}`;
    case 'template':
      return `\`${expr.parts.map((part) => (typeof part === 'string' ? part : `\${${printExpr(part)}}`)).join('')}\``;
    case 'regex':
      return `/${expr.source}/${expr.flags}`;
    case 'function': {
      const params = expr.params.map(
        (param) =>
          `${param.rest ? '...' : ''}${param.name || '_'}${param.default ? `=${printExpr(param.default)}` : ''}`,
      );
      const body = expr.result ? printExpr(expr.result) : '{}';
      return `${expr.isAsync ? 'async ' : ''}${expr.name ?? ''}(${params.join(', ')})=>${body}`;
    }
    case 'comprehension':
      return `[${printExpr(expr.element)} for ${expr.target} in ${printExpr(expr.iterable)}${expr.conditions.map((test) => ` if ${printExpr(test)}`).join('')}]`;
    case 'spread':
      return `...${printExpr(expr.value)}`;
    case 'opaque':
      return `<${expr.what}>`;
  }
}

function printList(form: ListExpr['form'], items: string): string {
  if (form === 'tuple') return `tuple(${items})`;
  return form === 'set' ? `set(${items})` : `[${items}]`;
}

function printEntry(entry: { key?: string; keyExpr?: Expr; value: Expr; spread: boolean }): string {
  if (entry.spread) return `...${printExpr(entry.value)}`;
  const key = entry.key ?? (entry.keyExpr ? `[${printExpr(entry.keyExpr)}]` : '?');
  return `${key}: ${printExpr(entry.value)}`;
}

export function printConditions(conditions: readonly Condition[]): string {
  return conditions
    .map((condition) =>
      condition.test ? `${condition.outcome ? '' : 'not '}${printExpr(condition.test)}` : '?',
    )
    .join(' & ');
}

function when(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? '' : ` if ${printConditions(conditions)}`;
}

export function printBinding(binding: Binding): string {
  switch (binding.kind) {
    case 'assign': {
      const path = binding.path.length === 0 ? '' : ` at ${JSON.stringify(binding.path)}`;
      const owner = binding.inClass === undefined ? '' : ` in ${binding.inClass}`;
      return `${binding.name} ${binding.operator ?? ''}= ${printExpr(binding.value)}${path}${owner}${when(binding.conditions)}`;
    }
    case 'import':
      return `import ${binding.import.name} from ${binding.import.from}`;
    case 'function':
      return `function ${printExpr(binding.function)}`;
    case 'class':
      return `class ${binding.name}`;
    case 'parameter':
      return `parameter of ${binding.function.name ?? ''}${binding.default ? ` = ${printExpr(binding.default)}` : ''}`;
    case 'other':
      return binding.what;
  }
}

export function printMutation(mutation: Mutation): string {
  const what =
    mutation.kind === 'call'
      ? `.${mutation.method} ${printExpr(mutation.call)}`
      : `[${mutation.key ?? '?'}] = ${printExpr(mutation.value)}`;
  return `${what}${when(mutation.conditions)}`;
}

export function printParent(module: Module, parent: Parent): string {
  switch (parent.role) {
    case 'callee':
      return `callee of ${printExpr(parent.call)}`;
    case 'argument':
      return `argument ${parent.index} of ${printExpr(parent.call)}`;
    case 'item':
      return `item ${parent.index} of ${printExpr(parent.list)}`;
    case 'key':
    case 'value':
      return `${parent.role} ${parent.entry.key ?? '?'} of ${printExpr(parent.record)}`;
    case 'object':
    case 'subscript':
      return `${parent.role} of ${printExpr(parent.member)}`;
    case 'target':
    case 'assigned': {
      const { target, value, augmented } = parent.assignment;
      return `${parent.role} of ${printExpr(target)} ${augmented ? '?' : ''}= ${printExpr(value)}`;
    }
    case 'decorator':
      return `decorator of ${parent.isClass ? 'class ' : ''}${parent.name}: ${module.text.slice(parent.decorated.start, parent.decorated.end)}`;
    case 'part':
      return `part of ${printExpr(parent.of)}`;
    default:
      return parent.role;
  }
}
