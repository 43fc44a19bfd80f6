import type { Evaluator } from '../../evaluate/evaluator.ts';
import { qualifiedName } from '../../evaluate/read.ts';
import type { Program } from '../../policy/policy.ts';
import { type NamedProgram, programSpecifier } from '../../policy/programs.ts';
import type { CallExpr, Expr, RecordExpr } from '../../syntax/expr.ts';
import { snake } from '../shared/aws/given.ts';
import { always, type Case, sourcePaths, textCases, together } from '../shared/aws/paths.ts';
import { resolved } from '../shared/python/calls.ts';
import { amplifyFunction } from './amplify.ts';
import { isCdk } from './constants.ts';

/** Constructs of the CDK, followed from where they are used to where they are made, and functions to the sources of their handlers. */

/** The class of a construction, with its service: `aws-cdk-lib/aws-lambda.Function`. */
export function classOf(evaluator: Evaluator, { callee }: CallExpr): string | undefined {
  const symbol = evaluator.symbol(callee);
  return symbol && isCdk(symbol.module) ? qualifiedName(symbol) : undefined;
}

/** The construction that an expression stands for: itself, a name that is bound once, `this.fn` that is given once. */
export function constructionOf(evaluator: Evaluator, expr: Expr): CallExpr | undefined {
  const { module } = evaluator;
  let at: Expr | undefined = resolved(evaluator, expr);
  if (at?.kind === 'member' && isOwn(at.object)) {
    const { property } = at;
    const given = module.occurrences(property).flatMap((use) => {
      const parent = module.parent(use);
      return use.kind === 'member' && isOwn(use.object) && parent.role === 'target'
        ? [parent.assignment]
        : [];
    });
    const [only, ...others] = given;
    at = only && others.length === 0 && !only.augmented ? resolved(evaluator, only.value) : undefined;
  }
  return at?.kind === 'call' && classOf(evaluator, at) !== undefined ? at : undefined;
}

export function isOwn(expr: Expr): boolean {
  return expr.kind === 'name' && (expr.name === 'this' || expr.name === 'self');
}

/** What a construct is given by the name that TypeScript has for it. Undefined where it may come from what cannot be read. */
export function prop(evaluator: Evaluator, call: CallExpr, name: string): Expr | undefined {
  if (evaluator.module.language === 'python')
    return call.args.find((argument) => argument.name === snake(name))?.value;
  const last = call.args.at(-1);
  const props = last && !last.spread ? resolved(evaluator, last.value) : undefined;
  return props?.kind === 'record' ? inRecord(evaluator, props, name, 0) : undefined;
}

/** The last one counts; what is spread after it may hold another. */
function inRecord(
  evaluator: Evaluator,
  { entries }: RecordExpr,
  name: string,
  depth: number,
): Expr | undefined {
  for (const entry of [...entries].reverse()) {
    if (entry.key === name) return entry.value;
    if (!entry.spread) continue;
    const inner = depth < 4 ? resolved(evaluator, entry.value) : undefined;
    if (inner?.kind !== 'record') return undefined;
    const found = inRecord(evaluator, inner, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

const FUNCTION = /\baws[-_]lambda\.(?:\w+\.)?Function$/;
const ALIAS = /\baws[-_]lambda\.(?:\w+\.)?Alias$/;
const NODE = /\.NodejsFunction$/;
const PYTHON = /\.PythonFunction$/;

/** The source of a function's handler, where the function names it; nothing for an image, an archive, a bucket. */
export function programOf(evaluator: Evaluator, expr: Expr): readonly Program[] {
  const call = constructionOf(evaluator, expr);
  const name = call && classOf(evaluator, call);
  if (!call || name === undefined) return amplifyFunction(evaluator, resolved(evaluator, expr) ?? expr);
  if (ALIAS.test(name)) return aliased(evaluator, call);
  return ofFunction(evaluator, call, name);
}

/** `new Alias(…, { version: fn.currentVersion })` */
function aliased(evaluator: Evaluator, call: CallExpr): readonly Program[] {
  const version = prop(evaluator, call, 'version');
  const current = version && resolved(evaluator, version);
  if (current?.kind !== 'member' || !/^current_?[vV]ersion$/.test(current.property)) return [];
  const fn = constructionOf(evaluator, current.object);
  const name = fn && classOf(evaluator, fn);
  return fn && name !== undefined ? ofFunction(evaluator, fn, name) : [];
}

function ofFunction(evaluator: Evaluator, call: CallExpr, name: string): readonly Program[] {
  if (NODE.test(name)) return nodejsFunction(evaluator, call);
  if (PYTHON.test(name)) return pythonFunction(evaluator, call);
  return FUNCTION.test(name) ? plainFunction(evaluator, call) : [];
}

/** `new Function(…, { code: Code.fromAsset('lambda'), handler: 'index.handler' })` */
function plainFunction(evaluator: Evaluator, call: CallExpr): readonly Program[] {
  const code = prop(evaluator, call, 'code');
  const asset = code && resolved(evaluator, code);
  if (asset?.kind !== 'call') return [];
  const isAsset = /\bCode\.(?:fromAsset|from_asset|asset)$|\bAssetCode$/.test(
    classOf(evaluator, asset) ?? '',
  );
  const [folder] = asset.args;
  if (!isAsset || !folder || folder.spread) return [];
  const handlers = textCases(evaluator, prop(evaluator, call, 'handler')).flatMap(({ is, when }) => {
    const dot = is.lastIndexOf('.');
    return dot < 1 ? [] : [{ is: { file: is.slice(0, dot), entry: is.slice(dot + 1) }, when }];
  });
  return inFolder(evaluator, folder.value, handlers);
}

/** aws-cdk-lib@2.276.0:aws-lambda-nodejs/lib/function.js. A path of `entry` begins where the CDK is started, as measured. */
function nodejsFunction(evaluator: Evaluator, call: CallExpr): readonly Program[] {
  if (prop(evaluator, call, 'code')) return [];
  const entries = textsOr(evaluator, prop(evaluator, call, 'handler'), 'handler').map(({ is, when }) => ({
    is: { file: '', entry: is.slice(is.lastIndexOf('.') + 1) },
    when,
  }));
  const entry = prop(evaluator, call, 'entry');
  if (entry) return inFolder(evaluator, entry, entries);
  // Beside the file that makes the construct: `stack.my-handler.ts`.
  const own = /([^/%]+)\.\w+$/.exec(evaluator.module.uri)?.[1];
  if (own === undefined || evaluator.module.language === 'python' || isOpen(evaluator, call)) return [];
  return together(textCases(evaluator, call.args[1]?.value), entries, (id, one) =>
    program(evaluator, { path: `${own}.${id}` }, one.entry),
  ).map(({ is }) => is);
}

/** Whether the properties hold something that cannot be read. */
function isOpen(evaluator: Evaluator, { args }: CallExpr): boolean {
  const props = args[2] && evaluator.evaluate(args[2].value);
  return props !== undefined && (props.kind !== 'record' || props.rest.length > 0);
}

/** @aws-cdk/aws-lambda-python-alpha:lib/function.js */
function pythonFunction(evaluator: Evaluator, call: CallExpr): readonly Program[] {
  const entry = prop(evaluator, call, 'entry');
  if (!entry) return [];
  const files = textsOr(evaluator, prop(evaluator, call, 'index'), 'index.py');
  const entries = textsOr(evaluator, prop(evaluator, call, 'handler'), 'handler');
  const handlers = together(files, entries, (file, name) => ({
    file: file.replace(/\.py$/, ''),
    entry: name,
  }));
  return inFolder(evaluator, entry, handlers);
}

interface Handler {
  readonly file: string;
  readonly entry: string;
}

/** Handlers whose file lies below a folder, or is what the expression names already. */
function inFolder(
  evaluator: Evaluator,
  folder: Expr,
  handlers: readonly Case<Handler>[],
): readonly Program[] {
  return together(sourcePaths(evaluator, folder), handlers, (at, { file, entry }) => {
    const path = [at.path, file].filter((part) => part !== '').join('/');
    if (at.from === 'source' || path === '') return [];
    return [program(evaluator, at.from === 'folder' ? { path } : { path, beside: 'cdk.json' }, entry)];
  }).flatMap(({ is }) => is);
}

function program({ module }: Evaluator, named: NamedProgram, entry: string): Program {
  return { from: module.uri, specifier: programSpecifier(named), entry };
}

function textsOr(evaluator: Evaluator, expr: Expr | undefined, otherwise: string): readonly Case<string>[] {
  return expr ? textCases(evaluator, expr) : always(otherwise);
}
