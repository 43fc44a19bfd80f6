import type { SyntaxNode } from '@lezer/common';
import { initialiserOf, nameOf, previousOf, type Source } from './javascript-nodes.ts';
import { keyOf, keyTextOf } from './javascript-records.ts';

/** An element behind that many others is not followed, so that a long pattern costs no more than its length. */
const MAX_INDEX = 256;

/** How a name stands inside the pattern that binds it. */
export interface PatternPlace {
  /** The whole pattern: what stands in the declaration, the parameter list, … */
  readonly pattern: SyntaxNode;
  /** The way from the whole value to the name's; undefined where it cannot be said (`...rest`, `{ [k]: a }`). */
  readonly path: readonly (string | number)[] | undefined;
  /** `1` in `{ a = 1 }`; not the value of a whole pattern. */
  readonly default?: SyntaxNode;
}

/** Climbs from a name out of the patterns around it. */
export function placeInPattern(source: Source, definition: SyntaxNode): PatternPlace {
  const steps: (string | number)[] = [];
  let known = true;
  let node = definition;
  let fallback: SyntaxNode | undefined;
  for (let up = node.parent; up; up = node.parent) {
    if (up.name !== 'PatternProperty' && up.name !== 'ArrayPattern') break;
    if (node === definition) fallback = initialiserOf(definition);
    const step = previousOf(node)?.name === 'Spread' ? undefined : stepInto(source, up, node);
    if (step === undefined) known = false;
    else steps.push(step);
    const whole = up.name === 'PatternProperty' ? up.parent : up;
    if (!whole) break;
    node = whole;
  }
  return {
    pattern: node,
    path: known ? steps.reverse() : undefined,
    ...(fallback ? { default: fallback } : {}),
  };
}

function stepInto(source: Source, up: SyntaxNode, node: SyntaxNode): string | number | undefined {
  if (up.name === 'ArrayPattern') {
    let index = 0;
    for (let before = previousOf(node); before; before = previousOf(before)) {
      if (before.name === ',') index += 1;
      if (index > MAX_INDEX) return undefined;
    }
    return index;
  }
  if (!up.getChild(':')) return nameOf(source, node);
  const key = keyOf(up);
  return key && keyTextOf(source, key);
}
