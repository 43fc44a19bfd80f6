import type { SyntaxNode } from '@lezer/common';
import type { FunctionExpr, Parameter, ParameterPart } from './expr.ts';
import {
  childrenOf,
  initialiserOf,
  isExpression,
  isFunctionNode,
  isPattern,
  nameOf,
  nextOf,
  once,
  type Source,
} from './javascript-nodes.ts';
import { placeInPattern } from './javascript-patterns.ts';
import { keyOf, keyTextOf } from './javascript-records.ts';
import { spanOf } from './lezer.ts';

export function functionExpression(source: Source, node: SyntaxNode): FunctionExpr {
  const list = node.getChild('ParamList');
  const params = once(() => (list ? parameters(source, list) : []));
  const name = functionName(source, node);
  const block = node.getChild('Block');
  const result = block ? undefined : arrowResult(node);
  const body = block ?? result;
  const made: FunctionExpr = {
    kind: 'function',
    span: spanOf(node),
    ...(name ? { name } : {}),
    get params() {
      return params();
    },
    body: body ? spanOf(body) : { start: node.to, end: node.to },
    isAsync: node.getChild('async') !== null,
  };
  if (!result) return made;
  return Object.defineProperty(made, 'result', { get: () => source.expr(result), enumerable: true });
}

/** The node after `=>`, where it is an expression. */
function arrowResult(node: SyntaxNode): SyntaxNode | undefined {
  const arrow = node.getChild('Arrow');
  const body = arrow && nextOf(arrow);
  return body && isExpression(body) ? body : undefined;
}

/** The name that a function's own syntax gives it; undefined for a computed key. */
export function functionName(source: Source, node: SyntaxNode): string | undefined {
  if (node.name === 'MethodDeclaration' || node.name === 'Property') {
    const key = keyOf(node);
    return key && keyTextOf(source, key);
  }
  const definition = node.getChild('VariableDefinition');
  return definition ? nameOf(source, definition) : undefined;
}

function parameters(source: Source, list: SyntaxNode): readonly Parameter[] {
  const found: Parameter[] = [];
  let rest = false;
  for (const child of childrenOf(list)) {
    if (child.name === 'Spread') rest = true;
    else if (child.name === ',') rest = false;
    else if (isPattern(child)) {
      const value = initialiserOf(child);
      const parts = child.name === 'VariableDefinition' || rest ? undefined : patternParts(source, child);
      found.push({
        name: child.name === 'VariableDefinition' ? nameOf(source, child) : '',
        ...(value ? { default: source.expr(value) } : {}),
        ...(parts ? { parts } : {}),
        rest,
      });
    }
  }
  return found;
}

/** Names of one pattern that are told apart. */
const MOST_PARTS = 32;

/** Undefined where a name, or its default, cannot be said. */
function patternParts(source: Source, pattern: SyntaxNode): readonly ParameterPart[] | undefined {
  const found: ParameterPart[] = [];
  const definitions: SyntaxNode[] = [];
  pattern.cursor().iterate(({ name, node }) => {
    if (name === 'VariableDefinition') definitions.push(node);
    return !isFunctionNode(node) && definitions.length <= MOST_PARTS;
  });
  if (definitions.length > MOST_PARTS) return undefined;
  for (const node of definitions) {
    const at = placeInPattern(source, node);
    if (!at.path || at.pattern.from !== pattern.from) return undefined;
    const fallback = at.default ? { default: source.expr(at.default) } : {};
    found.push({ name: nameOf(source, node), path: at.path, ...fallback });
  }
  return found;
}
