import type { Evaluator } from '../../evaluate/evaluator.ts';
import { qualifiedName } from '../../evaluate/read.ts';
import type { Program } from '../../policy/policy.ts';
import { programSpecifier } from '../../policy/programs.ts';
import type { CallExpr, Expr, RecordExpr } from '../../syntax/expr.ts';
import { snake } from '../shared/aws/given.ts';
import { sourcePath } from '../shared/aws/paths.ts';
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
  if (ALIAS.test(name)) {
    const version = prop(evaluator, call, 'version');
    const current = version && resolved(evaluator, version);
    const isCurrent = current?.kind === 'member' && /^current_?[vV]ersion$/.test(current.property);
    return isCurrent && constructionOf(evaluator, current.object) !== call
      ? programOf(evaluator, current.object)
      : [];
  }
  if (NODE.test(name)) return nodejsFunction(evaluator, call);
  if (PYTHON.test(name)) return pythonFunction(evaluator, call);
  return FUNCTION.test(name) ? plainFunction(evaluator, call) : [];
}

/** `new Function(…, { code: Code.fromAsset('lambda'), handler: 'index.handler' })` */
function plainFunction(evaluator: Evaluator, call: CallExpr): readonly Program[] {
  const code = prop(evaluator, call, 'code');
  const asset = code && resolved(evaluator, code);
  const handler = textOf(evaluator, prop(evaluator, call, 'handler'));
  if (asset?.kind !== 'call' || handler === undefined) return [];
  const isAsset = /\bCode\.(?:fromAsset|from_asset|asset)$|\bAssetCode$/.test(
    classOf(evaluator, asset) ?? '',
  );
  const [folder] = asset.args;
  const dot = handler.lastIndexOf('.');
  if (!isAsset || !folder || folder.spread || dot < 1) return [];
  return at(evaluator, folder.value, handler.slice(0, dot), handler.slice(dot + 1));
}

/** aws-cdk-lib@2.276.0:aws-lambda-nodejs/lib/function.js. A path of `entry` begins where the CDK is started, as measured. */
function nodejsFunction(evaluator: Evaluator, call: CallExpr): readonly Program[] {
  if (prop(evaluator, call, 'code')) return [];
  const given = prop(evaluator, call, 'handler');
  const handler = given ? textOf(evaluator, given) : 'handler';
  if (handler === undefined) return [];
  const name = handler.slice(handler.lastIndexOf('.') + 1);
  const entry = prop(evaluator, call, 'entry');
  if (entry) return at(evaluator, entry, '', name);
  // Beside the file that makes the construct: `stack.my-handler.ts`.
  const id = textOf(evaluator, call.args[1]?.value);
  const own = /([^/%]+)\.\w+$/.exec(evaluator.module.uri)?.[1];
  const isPlain = evaluator.module.language === 'javascript' && !isOpen(evaluator, call);
  if (id === undefined || own === undefined || !isPlain) return [];
  return [program(evaluator, { path: `${own}.${id}` }, name)];
}

/** Whether the properties hold something that cannot be read. */
function isOpen(evaluator: Evaluator, { args }: CallExpr): boolean {
  const props = args[2] && evaluator.evaluate(args[2].value);
  return props !== undefined && (props.kind !== 'record' || props.rest.length > 0);
}

/** @aws-cdk/aws-lambda-python-alpha:lib/function.js */
function pythonFunction(evaluator: Evaluator, call: CallExpr): readonly Program[] {
  const entry = prop(evaluator, call, 'entry');
  const [index, handler] = ['index', 'handler'].map((name) => {
    const given = prop(evaluator, call, name);
    return given ? textOf(evaluator, given) : name;
  });
  if (!entry || index === undefined || handler === undefined) return [];
  return at(evaluator, entry, index.replace(/\.py$/, ''), handler);
}

function at(evaluator: Evaluator, folder: Expr, file: string, entry: string): readonly Program[] {
  const found = sourcePath(evaluator, folder);
  if (!found || found.from === 'source') return [];
  const path = [found.path, file].filter((part) => part !== '').join('/');
  if (path === '') return [];
  return [program(evaluator, found.from === 'folder' ? { path } : { path, beside: 'cdk.json' }, entry)];
}

function program(
  { module }: Evaluator,
  named: Parameters<typeof programSpecifier>[0],
  entry: string,
): Program {
  return { from: module.uri, specifier: programSpecifier(named), entry };
}

function textOf(evaluator: Evaluator, expr: Expr | undefined): string | undefined {
  const value = expr && evaluator.evaluate(expr);
  return value?.kind === 'text' ? value.value : undefined;
}
