import type { SyntaxNode } from '@lezer/common';
import type { Expr, RecordEntry } from './expr.ts';
import { bareKey, numberValue } from './javascript-literals.ts';
import {
  childrenOf,
  firstExpression,
  isExpression,
  isFunctionNode,
  missing,
  nameOf,
  nextOf,
  type Source,
  sliceOf,
} from './javascript-nodes.ts';
import { spanOf } from './lezer.ts';

/** The entries of an object literal. Setters are left out: they hold no value. */
export function recordEntries(source: Source, node: SyntaxNode): readonly RecordEntry[] {
  const found: RecordEntry[] = [];
  for (const property of node.getChildren('Property')) {
    if (property.getChild('set')) continue;
    found.push(recordEntry(source, property));
  }
  return found;
}

/** The members of an enum. The numbers that others count up to are not worked out. */
export function enumEntries(source: Source, body: SyntaxNode): readonly RecordEntry[] {
  const found: RecordEntry[] = [];
  for (const member of childrenOf(body)) {
    if (member.name !== 'PropertyName') continue;
    const equals = nextOf(member);
    const given = equals?.name === 'Equals' ? nextOf(equals) : undefined;
    const isGiven = given && isExpression(given);
    const value: Expr = isGiven ? source.expr(given) : { kind: 'opaque', span: spanOf(member), what: 'enum' };
    const span = { start: member.from, end: isGiven ? given.to : member.to };
    found.push({ key: nameOf(source, member), keyExpr: source.expr(member), value, spread: false, span });
  }
  return found;
}

function recordEntry(source: Source, property: SyntaxNode): RecordEntry {
  const span = spanOf(property);
  const spread = property.getChild('Spread');
  if (spread) {
    const inner = nextOf(spread);
    const value = inner && isExpression(inner) ? source.expr(inner) : missing(spread.to);
    return { value, spread: true, span };
  }
  const keyNode = keyOf(property);
  const value = entryValue(source, property);
  if (!keyNode) return { value, spread: false, span };
  const keyText = keyTextOf(source, keyNode);
  const key = keyText === undefined ? {} : { key: keyText };
  if (isShorthand(property)) return { ...key, value, spread: false, span };
  return { ...key, keyExpr: source.expr(keyNode), value, spread: false, span };
}

/** The key of a property, a method, a class's field, or a property of a pattern. For `[k]` what is in the brackets. */
export function keyOf(property: SyntaxNode): SyntaxNode | undefined {
  for (const child of childrenOf(property)) {
    switch (child.name) {
      case 'PropertyDefinition':
      case 'PrivatePropertyDefinition':
      case 'PropertyName':
      case 'String':
      case 'Number':
        return child;
      case '[': {
        const inner = nextOf(child);
        return inner && isExpression(inner) ? inner : undefined;
      }
      case ':':
      case 'Equals':
      case 'ParamList':
        return undefined;
    }
  }
  return undefined;
}

/** The text of a key; undefined where it is computed and not a literal. */
export function keyTextOf(source: Source, key: SyntaxNode): string | undefined {
  switch (key.name) {
    case 'PropertyDefinition':
    case 'PrivatePropertyDefinition':
    case 'PropertyName':
      return nameOf(source, key);
    case 'Number':
      return String(numberValue(sliceOf(source, key)));
    case 'String':
    case 'TemplateString': {
      const expr = source.expr(key);
      return expr.kind === 'text' ? expr.value : undefined;
    }
    default:
      return undefined;
  }
}

/** `{ a }`, also while it is being written (`{ a = 1 }` is an error outside a pattern). */
export function isShorthand(property: SyntaxNode): boolean {
  return (
    property.name === 'Property' &&
    property.firstChild?.name === 'PropertyDefinition' &&
    !property.getChild(':') &&
    !property.getChild('ParamList')
  );
}

function entryValue(source: Source, property: SyntaxNode): Expr {
  if (property.getChild('get')) return getterValue(source, property);
  if (isFunctionNode(property)) return source.expr(property);
  if (isShorthand(property) && property.firstChild) return source.expr(property.firstChild);
  const colon = property.getChild(':');
  const value = colon && nextOf(colon);
  return value && isExpression(value) ? source.expr(value) : missing(colon?.to ?? property.to);
}

/** What reading a getter gives, where it does nothing but return. */
function getterValue(source: Source, property: SyntaxNode): Expr {
  const block = property.getChild('Block');
  const statements = block
    ? childrenOf(block).filter((child) => child.name !== '{' && child.name !== '}')
    : [];
  const [first] = statements;
  const returned =
    first?.name === 'ReturnStatement' && statements.length === 1 ? firstExpression(first) : undefined;
  return returned ? source.expr(returned) : { kind: 'opaque', span: spanOf(property), what: 'getter' };
}

/**
 * A key as an expression: a name for a shorthand (it reads a variable) and for a class's field (it is the target of an
 * assignment), otherwise a text without quotes.
 */
export function keyExpression(source: Source, node: SyntaxNode): Expr {
  const name = nameOf(source, node);
  const parent = node.parent;
  if (parent && (parent.name === 'PropertyDeclaration' || isShorthand(parent))) {
    return { kind: 'name', span: { start: node.from, end: node.from + name.length }, name };
  }
  return bareKey(node, name);
}
