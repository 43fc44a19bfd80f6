import type { Expr, FunctionExpr, MemberExpr } from '../syntax/expr.ts';
import type { AssignBinding } from '../syntax/module.ts';
import type { Span } from '../text/span.ts';
import { afterwards, runsOnMaking } from './afterwards.ts';
import { functionValue, place, unknown } from './build.ts';
import { oneOf, under, withStep, withSteps } from './combine.ts';
import { type Context, lastName } from './context.ts';
import { variableWhen } from './environment.ts';
import { byImportOf } from './imported.ts';
import {
  baseOf,
  classOf,
  classValue,
  isSelf,
  type LocalClass,
  MAX_BASES,
  type Made,
  methodFrom,
  methodIn,
  type Owner,
  ownerOf,
  type Within,
} from './owners.ts';
import { returnedValue } from './returns.ts';
import {
  factoryOf,
  fieldDefault,
  nestedVariable,
  requiredField,
  settingsField,
  settingsVersion,
} from './settings-class.ts';
import type { Value } from './value.ts';

/**
 * `Config.ORIGINS`, `self.X`, `cls.X`, `this.x`, `Settings().x`: what a class of the workspace gives the attribute, where
 * it does so once. Undefined where this is no attribute of such a class.
 */
export function classAttribute(context: Context, object: Expr, attribute: string): Value | undefined {
  if (attribute === '') return undefined;
  const owner = ownerAt(context, object, 0);
  const value = owner && ownedValue(owner, attribute);
  if (!value) return undefined;
  return owner.class.context.module === context.module ? value : byImportOf(context, object, value);
}

/** The same of one of several classes, or instances of them, that a table or a function chooses from. */
export function attributeOfMade(context: Context, value: Value, attribute: string): Value | undefined {
  const { language } = context.module;
  if (value.kind !== 'unknown' || language !== 'python' || attribute === '') return undefined;
  const home = context.at(value.place.uri);
  const made = value.reason.kind === 'call' && value.expr?.kind === 'call' ? value.expr : undefined;
  const found = made ? classOf(home, made.callee) : classValue(context, value);
  if (!found) return undefined;
  const owned = ownedValue(
    { class: found, ...(made ? { made: { call: made, context: home } } : {}) },
    attribute,
  );
  return owned && withSteps(owned, value.via);
}

/** What an attribute of the class, or of an instance of it, holds; undefined where neither it nor a base has it. */
export function ownedValue(owner: Owner, attribute: string): Value | undefined {
  let at: Owner | undefined = owner;
  for (let hops = 0; at && hops < MAX_BASES; hops += 1) {
    const found = attributeIn(at, owner, attribute);
    if (found) {
      const value = owner.within ? nested(owner.within, attribute, found) : found;
      return owner.when ? oneOf(under(value, [owner.when]), value.place) : value;
    }
    at = inherited(at);
  }
  return undefined;
}

/** A part of a field of a settings class: what the environment says in its place comes first. */
function nested({ variable: whole, delimiter }: Within, attribute: string, value: Value): Value {
  const variable = delimiter === undefined ? whole : `${whole}${delimiter}${attribute}`.toUpperCase();
  const set = unknown({ kind: 'environment', variable }, value.place);
  const unset = under(value, [variableWhen(variable, 'unset')]);
  return oneOf([...unset, { value: set, when: [variableWhen(variable, 'set')] }], value.place);
}

function inherited(owner: Owner): Owner | undefined {
  const base = baseOf(owner.class);
  return base && { ...owner, class: base };
}

/** Also of an attribute that holds an instance: `settings.cors` of `settings.cors.origins`. */
function ownerAt(context: Context, object: Expr, hops: number): Owner | undefined {
  const owner = ownerOf(context, object);
  if (owner || object.kind !== 'member' || hops > MAX_BASES) return owner;
  let outer = ownerAt(context, object.object, hops + 1);
  for (let up = 0; outer && up < MAX_BASES; up += 1) {
    const [written, ...others] = writtenIn(outer, object.property);
    if (written) {
      if (others.length > 0 || written.open || outer.made?.call.args.length) return undefined;
      const home: Context = outer.class.context;
      const factory = factoryOf(home, written.value);
      const made = factory && classOf(home, factory);
      const inner: Owner | undefined = made ? { class: made } : ownerOf(home, factory ?? written.value);
      const within = inner && nestedVariable(home, outer, object.property, written.value);
      return within ? { ...inner, within } : inner;
    }
    outer = inherited(outer);
  }
  return undefined;
}

function writtenIn(owner: Owner, attribute: string): readonly Written[] {
  return [
    ...bodyAssignments(owner.class, attribute).map(ofBinding),
    ...assignedOutside(owner.class, attribute),
  ];
}

/** `lowest` is the instance itself, of which `owner` may be seen as a base. */
function attributeIn(owner: Owner, lowest: Owner, attribute: string): Value | undefined {
  const { context } = owner.class;
  const { module } = context;
  const inBody = bodyAssignments(owner.class, attribute);
  const getter = inBody.length === 0 ? methodOf(owner.class, attribute, 'get') : undefined;
  if (getter) return returnedBy(context, getter);
  const [written, ...others] = writtenIn(owner, attribute);
  const settings = module.language === 'python' && settingsVersion(lowest.class) !== undefined;
  if (!written)
    return settings ? requiredField(owner, lowest, attribute) : givenMethod(owner.class, attribute);
  const where = place(module, written.name);
  const later = inBody.length === 1 && others.length > 0 && runsOnMaking(context, others) ? others : [];
  if (
    others.length > later.length ||
    written.open ||
    later.some(({ open }) => open) ||
    isMutated(owner.class, attribute)
  ) {
    return unknown({ kind: 'reassigned', name: attribute }, where);
  }
  if (!settings && inBody.length > 0 && owner.made) {
    const given = givenTo(owner, owner.made, attribute);
    if (given) return given;
  }
  const value = settings
    ? settingsField(owner, lowest, attribute, written.value)
    : (fieldDefault(context, written.value) ?? context.evaluate(written.value));
  const told = value && withStep(value, { place: where, what: `\`${attribute}\` is assigned here` });
  return told && later.length > 0
    ? (afterwards(context, attribute, told, later) ?? unknown({ kind: 'reassigned', name: attribute }, where))
    : told;
}

/** `this.check.bind(this)`, in JavaScript. */
export function boundMethod(context: Context, object: Expr, name: string): Value | undefined {
  if (context.module.language !== 'javascript') return undefined;
  const found = methodFrom(context, object, name);
  return found?.function.name === name
    ? functionValue(found.function, place(found.context.module, found.function.span))
    : undefined;
}

/** `{ origin: this.check }`: the method itself; whoever calls it does so without the object, so that `this` is nothing there. */
function givenMethod({ context, span }: LocalClass, name: string): Value | undefined {
  const { module } = context;
  const method = module.language === 'javascript' ? methodIn(module, span, name) : undefined;
  if (method?.name !== name) return undefined;
  const { start, end } = method.span;
  return /\bthis\b/.test(module.text.slice(start, end))
    ? undefined
    : functionValue(method, place(module, method.span));
}

/** What a dataclass or a model without a constructor of its own is made with. */
function givenTo(owner: Owner, made: Made, attribute: string): Value | undefined {
  const { args } = made.call;
  const { module } = owner.class.context;
  if (args.length === 0 || module.language !== 'python') return undefined;
  const where = place(made.context.module, made.call.span);
  const body = module.text.slice(owner.class.span.start, owner.class.span.end);
  const given = args.find((argument) => argument.name === attribute);
  const isOpen = /\bdef __(?:init|new|post_init)__\b/.test(body);
  if (given && !isOpen) return made.context.evaluate(given.value);
  // Without names, what goes where depends on the fields of all base classes.
  return isOpen || args.some((argument) => argument.name === undefined)
    ? unknown({ kind: 'attribute', path: attribute }, where)
    : undefined;
}

interface Written {
  readonly value: Expr;
  readonly name: Span;
  /** It holds only in some cases, or is only a part of the value. */
  readonly open: boolean;
}

function ofBinding(binding: AssignBinding): Written {
  const open = binding.operator !== undefined || binding.path.length > 0 || binding.conditions.length > 0;
  return { value: binding.value, name: binding.span, open };
}

function bodyAssignments(owner: LocalClass, attribute: string): readonly AssignBinding[] {
  const pattern = new RegExp(`^${attribute.replace(/[^\w]/g, '\\$&')}$`);
  return owner.context.module.assignments(pattern).filter((each) => {
    if (each.inClass === undefined || each.inClass !== owner.name) return false;
    return owner.span.start <= each.span.start && each.span.end <= owner.span.end;
  });
}

/** `self.x = value` in the class, `Config.x = value` anywhere. */
function assignedOutside(owner: LocalClass, attribute: string): readonly Written[] {
  const found: Written[] = [];
  for (const member of attributesOf(owner, attribute)) {
    const parent = owner.context.module.parent(member);
    if (parent.role === 'target') {
      found.push({
        value: parent.assignment.value,
        name: member.propertySpan,
        open: parent.assignment.augmented,
      });
    }
  }
  return found;
}

function attributesOf(owner: LocalClass, attribute: string): readonly MemberExpr[] {
  const found: MemberExpr[] = [];
  for (const each of owner.context.module.occurrences(attribute)) {
    if (each.kind !== 'member' || each.object.kind !== 'name') continue;
    const { name, span } = each.object;
    const own = isSelf(name) && owner.span.start <= span.start && span.end <= owner.span.end;
    if (own || name === owner.name) found.push(each);
  }
  return found;
}

/** Methods of lists, sets and records after which what they hold is not what is written. */
const CHANGES: ReadonlySet<string> = new Set(
  `append extend insert add update remove discard pop clear setdefault push unshift splice shift delete set`.split(
    ' ',
  ),
);

function isMutated(owner: LocalClass, attribute: string): boolean {
  return attributesOf(owner, attribute).some((member) => {
    const parent = owner.context.module.parent(member);
    if (parent.role !== 'object') return false;
    const outer = owner.context.module.parent(parent.member);
    if (outer.role === 'target') return true;
    return outer.role === 'callee' && CHANGES.has(parent.member.property);
  });
}

/** `@property def x(self)`, `get x()`: the method of the class that makes the attribute; or one that is called. */
function methodOf(owner: LocalClass, name: string, kind: 'get' | 'call'): FunctionExpr | undefined {
  const { module } = owner.context;
  const python = module.language === 'python';
  const head = python ? `def ${name}(` : kind === 'get' ? `get ${name}(` : `${name}(`;
  const at = module.text.indexOf(head, owner.span.start);
  if (at < 0 || at > owner.span.end) return undefined;
  // The function is found from a `return` of it: its head counts as outside.
  const returned = module.text.indexOf('return', at);
  for (const around of module.enclosing(Math.max(returned, at))) {
    if (around.kind !== 'function' || around.function.name !== name) continue;
    return !python || around.decorators.some(isPropertyDecorator) === (kind === 'get')
      ? around.function
      : undefined;
  }
  return undefined;
}

/** `settings.get_origins()`: what a method without parameters of its own returns. */
export function methodResult(context: Context, object: Expr, name: string): Value | undefined {
  if (name === '') return undefined;
  let owner = ownerAt(context, object, 0);
  for (let hops = 0; owner && hops < MAX_BASES; hops += 1) {
    const found = methodOf(owner.class, name, 'call');
    if (found) {
      const value =
        found.params.length < 2 && !found.isAsync ? returnedBy(owner.class.context, found) : undefined;
      const all = value && owner.when ? oneOf(under(value, [owner.when]), value.place) : value;
      return all && owner.class.context.module !== context.module ? byImportOf(context, object, all) : all;
    }
    owner = inherited(owner);
  }
  return undefined;
}

function isPropertyDecorator(decorator: Expr): boolean {
  return /^(?:cached_property|property|computed_field)$/.test(lastName(decorator) ?? '');
}

function returnedBy(context: Context, getter: FunctionExpr): Value | undefined {
  const fresh = context.replaced(new Map());
  return returnedValue(fresh, fresh, getter, place(context.module, getter.span));
}
