import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import { type Misuse, NOTHING, type Reading, type Unit } from '../framework.ts';
import { optionPolicies } from '../shared/cors-package/option.ts';
import { corsPolicies } from '../shared/cors-package/read.ts';
import { entriesOf } from '../shared/javascript/config-files.ts';
import { references, runsWhen } from '../shared/javascript/references.ts';

const STANDALONE = 'apollo-server';
const EXPRESS = 'apollo-server-express';

export function read(unit: Unit): Reading {
  const imports = unit.evaluator.module.imports();
  const has = (name: string) => imports.some(({ from }) => from === name);
  if (!has(STANDALONE) && !has(EXPRESS)) return NOTHING;
  const applied = has(EXPRESS) ? appliedIn(unit) : [];
  const calls = [...(has(STANDALONE) ? constructedIn(unit) : []), ...applied];
  return {
    policies: calls.flatMap((call) => readCall(unit, call)),
    misuses: applied.flatMap((call) => besideOwn(unit, call)),
  };
}

/** `new ApolloServer({ cors })` of the package that brings its own server. */
function constructedIn({ evaluator }: Unit): readonly CallExpr[] {
  const isServer = ({ module, name }: Symbol_) => module === STANDALONE && name === 'ApolloServer';
  return references(evaluator, isServer, 'ApolloServer').flatMap((expr) => {
    const parent = evaluator.module.parent(expr);
    return parent.role === 'callee' && parent.call.isNew ? [parent.call] : [];
  });
}

/** `server.applyMiddleware({ app, cors })` */
function appliedIn({ evaluator: { module } }: Unit): readonly CallExpr[] {
  return ['applyMiddleware', 'getMiddleware'].flatMap((name) =>
    module.occurrences(name).flatMap((use) => {
      const parent = module.parent(use);
      return use.kind === 'member' && parent.role === 'callee' ? [parent.call] : [];
    }),
  );
}

function readCall({ evaluator, version }: Unit, call: CallExpr): readonly Policy[] {
  const [options] = call.args;
  const when = runsWhen(evaluator, call.span.start);
  if (!options || options.spread || !when) return [];
  const config = { value: evaluator.evaluate(options.value), when };
  return entriesOf(config, 'cors').flatMap(({ option, when: both }) =>
    optionPolicies(
      evaluator,
      { framework: 'apollo-server', title: 'Apollo Server', version: version(['cors']), setup: option.place },
      option.value,
      both,
      corsPolicies,
    ),
  );
}

/** The application has `cors` of its own, and `applyMiddleware` without `cors` adds another with its defaults. */
function besideOwn(unit: Unit, call: CallExpr): readonly Misuse[] {
  const { evaluator } = unit;
  const { module } = evaluator;
  const options = call.args[0]?.value;
  if (options?.kind !== 'record' || options.entries.some(({ key }) => key === undefined || key === 'cors'))
    return [];
  const app = options.entries.find(({ key }) => key === 'app')?.value;
  const [first] = options.entries;
  if (app?.kind !== 'name' || !first) return [];
  const own = ownCors(unit, app.name, call);
  if (!own) return [];
  const place = placeOf(module.uri, call.callee.span);
  return [
    {
      kind: 'duplicate-cors-headers',
      framework: 'apollo-server',
      title: 'Apollo Server',
      place,
      message: `\`${app.name}\` has \`cors\` already, and Apollo Server adds another one to its path, with the defaults: the first answers every preflight, and this one writes \`*\` over the origin in the answers themselves. Write \`cors: false\` here.`,
      others: [{ place: placeOf(module.uri, own.span), message: '`cors` is used here' }],
      repair: {
        kind: 'add-item',
        title: 'Add `cors: false`',
        text: 'cors: false',
        before: placeOf(module.uri, first.span),
      },
    },
  ];
}

/** `app.use(cors(…))`, for every path, before the call. */
function ownCors({ evaluator }: Unit, app: string, call: CallExpr): Expr | undefined {
  const { module } = evaluator;
  const isCors = ({ module: from, name }: Symbol_) => from === 'cors' && (name === 'default' || name === '*');
  return references(evaluator, isCors).find((expr) => {
    if (expr.span.start > call.span.start) return false;
    const made = module.parent(expr);
    const used = made.role === 'callee' ? module.parent(made.call) : undefined;
    if (used?.role !== 'argument' || used.index !== 0) return false;
    const { callee } = used.call;
    return (
      callee.kind === 'member' &&
      callee.property === 'use' &&
      callee.object.kind === 'name' &&
      callee.object.name === app &&
      module.conditions(expr.span.start).length === 0
    );
  });
}
