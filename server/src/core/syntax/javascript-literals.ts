import type { SyntaxNode } from '@lezer/common';
import type { Expr, RegexExpr, TemplateExpr, TextLiteral } from './expr.ts';
import { firstExpression, missing, once, type Source, sliceOf } from './javascript-nodes.ts';
import { spanOf } from './lezer.ts';

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** One escape. Its alternatives begin differently, so matching is linear. */
const ESCAPE =
  /\\(?:u\{([0-9a-fA-F]{1,8})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{0,2}|[4-7][0-7]?)|(\r\n|[\s\S]))/g;

/** The value of what stands between quotes: ECMA-262, static semantics SV and TV, with legacy octal escapes. */
export function decodeEscapes(content: string): string {
  if (!content.includes('\\')) return content;
  return content.replace(ESCAPE, (_whole, braced, four, two, octal, single: string | undefined) => {
    const hex = braced ?? four ?? two;
    if (hex !== undefined) return codePoint(Number.parseInt(hex, 16));
    if (octal !== undefined) return codePoint(Number.parseInt(octal, 8));
    const unit = single ?? '';
    if (/^[\r\n\u2028\u2029]/.test(unit)) return '';
    return SIMPLE_ESCAPES[unit] ?? unit;
  });
}

function codePoint(value: number): string {
  return value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd';
}

/** The value of an untagged template's own text, where a line end is always a line feed. */
function decodeTemplate(content: string): string {
  return decodeEscapes(content.replace(/\r\n?/g, '\n'));
}

/** A string, closed or not. One that is not closed ends with its line. */
export function stringLiteral(source: Source, node: SyntaxNode): TextLiteral {
  const raw = sliceOf(source, node);
  const open = /^['"]/.exec(raw)?.[0] ?? '';
  const closed = open !== '' && endsWithQuote(raw, open, node);
  const inside = raw.slice(open.length, closed ? -1 : undefined);
  const content = closed ? inside : (/^[^\r\n]*/.exec(inside)?.[0] ?? '');
  return textLiteral(node, open, content, closed ? open : '', decodeEscapes(content));
}

/** `` `a` `` or `` `a${b}` ``. */
export function templateLiteral(source: Source, node: SyntaxNode): TextLiteral | TemplateExpr {
  const raw = sliceOf(source, node);
  const closed = endsWithQuote(raw, '`', node);
  if (!node.getChild('Interpolation')) {
    const content = raw.slice(1, closed ? -1 : undefined);
    return textLiteral(node, '`', content, closed ? '`' : '', decodeTemplate(content));
  }
  const parts = once(() => templateParts(source, node, closed ? node.to - 1 : node.to));
  return {
    kind: 'template',
    span: spanOf(node),
    get parts() {
      return parts();
    },
  };
}

function templateParts(source: Source, node: SyntaxNode, end: number): TemplateExpr['parts'] {
  const parts: (string | Expr)[] = [];
  let at = node.from + 1;
  for (const interpolation of node.getChildren('Interpolation')) {
    if (interpolation.from > at) parts.push(decodeTemplate(source.text.slice(at, interpolation.from)));
    const inner = firstExpression(interpolation);
    parts.push(inner ? source.expr(inner) : missing(interpolation.from));
    at = interpolation.to;
  }
  if (end > at) parts.push(decodeTemplate(source.text.slice(at, end)));
  return parts;
}

/** Whether the last unit closes the literal: it is a quote, not the opening one, and not part of an escape. */
function endsWithQuote(raw: string, quote: string, node: SyntaxNode): boolean {
  return raw.length > 1 && raw.endsWith(quote) && node.lastChild?.to !== node.to;
}

/** A key that is written without quotes. */
export function bareKey(node: SyntaxNode, name: string): TextLiteral {
  return textLiteral(node, '', name, '', name);
}

function textLiteral(
  node: SyntaxNode,
  open: string,
  content: string,
  close: string,
  value: string,
): TextLiteral {
  const start = node.from + open.length;
  return {
    kind: 'text',
    span: { start: node.from, end: Math.max(start + content.length + close.length, node.from) },
    value,
    content: { start, end: start + content.length },
    open,
    close,
    verbatim: value === content,
    bytes: false,
  };
}

/** Decimal, `0x`, `0o`, `0b`, legacy octal, separators, and bigints (read as numbers). */
export function numberValue(written: string): number {
  const digits = written.replaceAll('_', '').replace(/n$/, '');
  return /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
}

export function regexLiteral(source: Source, node: SyntaxNode): RegexExpr {
  const raw = sliceOf(source, node);
  const end = raw.lastIndexOf('/');
  return {
    kind: 'regex',
    span: spanOf(node),
    source: raw.slice(1, Math.max(end, 1)),
    flags: raw.slice(end + 1),
  };
}
