import type { CallExpr, Expr, FunctionExpr, MemberExpr } from '../syntax/expr.ts';
import type { AssignBinding } from '../syntax/module.ts';
import type { Span } from '../text/span.ts';
import { place, unknown } from './build.ts';
import { withStep } from './combine.ts';
import { type Context, lastName } from './context.ts';
import { definition } from './development.ts';
import { returnedValue } from './returns.ts';
import { fieldDefault, isSettingsClass, requiredField, settingsField } from './settings-class.ts';
import type { Value } from './value.ts';

/** A class of this file. */
export interface LocalClass {
  readonly name: string;
  readonly bases: readonly Expr[];
  readonly span: Span;
}

/** The class that an expression is, or is an instance of. */
interface Owner {
  readonly class: LocalClass;
  /** The call that made the instance, where it is at hand. */
  readonly made?: CallExpr;
}

const MAX_BASES = 8;

/**
 * `Config.ORIGINS`, `self.X`, `cls.X`, `this.x`, `Settings().x`: what a class of this file gives the attribute, where it
 * does so once. Undefined where this is no attribute of such a class.
 */
export function classAttribute(context: Context, object: Expr, attribute: string): Value | undefined {
  if (attribute === '') return undefined;
  let owner = ownerOf(context, object);
  for (let hops = 0; owner && hops < MAX_BASES; hops += 1) {
    const found = attributeIn(context, owner, attribute);
    if (found) return found;
    const inherited: LocalClass | undefined = owner.class.bases
      .map((base) => (base.kind === 'name' ? classNamed(context, base.name, base.span.start) : undefined))
      .find((base) => base !== undefined && base.name !== owner?.class.name);
    owner = inherited && { ...owner, class: inherited };
  }
  return undefined;
}

function ownerOf(context: Context, object: Expr, hops = 0): Owner | undefined {
  if (object.kind === 'call') {
    if (object.callee.kind !== 'name' || hops > MAX_BASES) return undefined;
    const { name, span } = object.callee;
    const made = classNamed(context, name, span.start);
    if (made) return { class: made, made: object };
    const returned = onlyReturned(context, name, span.start);
    return returned && ownerOf(context, returned, hops + 1);
  }
  if (object.kind !== 'name' || context.locals.has(object.name)) return undefined;
  if (isSelf(object.name)) {
    const around = context.module.enclosing(object.span.start).find((each) => each.kind === 'class');
    return around?.kind === 'class' ? { class: around } : undefined;
  }
  const named = classNamed(context, object.name, object.span.start);
  if (named) return { class: named };
  const made = definition(context, object);
  return made?.kind === 'call' ? ownerOf(context, made, hops + 1) : undefined;
}

/** What `get_settings()` returns, where it does nothing else. */
function onlyReturned(context: Context, name: string, at: number): Expr | undefined {
  const [binding, ...others] = context.module.bindings(name, at);
  if (binding?.kind !== 'function' || others.length > 0) return undefined;
  const [only, ...further] = context.module.returns(binding.function);
  return further.length === 0 ? only?.value : undefined;
}

export function isSelf(name: string): boolean {
  return name === 'self' || name === 'cls' || name === 'this';
}

function classNamed(context: Context, name: string, at: number): LocalClass | undefined {
  const [binding, ...others] = context.module.bindings(name, at);
  if (binding?.kind !== 'class' || others.length > 0) return undefined;
  // The name stands outside of the class; its last character stands inside.
  const { end } = context.module.statement(binding.span.start);
  for (const around of context.module.enclosing(Math.max(end - 1, binding.span.end))) {
    if (around.kind === 'class' && around.name === name) return around;
  }
  return { name, bases: [], span: binding.span };
}

function attributeIn(context: Context, owner: Owner, attribute: string): Value | undefined {
  const { module } = context;
  const inBody = bodyAssignments(context, owner.class, attribute);
  const getter = inBody.length === 0 ? getterOf(context, owner.class, attribute) : undefined;
  if (getter) return returnedBy(context, getter);
  const [written, ...others] = [
    ...inBody.map(ofBinding),
    ...assignedOutside(context, owner.class, attribute),
  ];
  const settings = module.language === 'python' && isSettingsClass(context, owner.class);
  if (!written) return settings ? requiredField(context, owner, attribute) : undefined;
  const where = place(module, written.name);
  if (others.length > 0 || written.open || isMutated(context, owner.class, attribute)) {
    return unknown({ kind: 'reassigned', name: attribute }, where);
  }
  const value = settings
    ? settingsField(context, owner, attribute, written.value)
    : (fieldDefault(context, written.value) ?? context.evaluate(written.value));
  return value && withStep(value, { place: where, what: `\`${attribute}\` is assigned here` });
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

function bodyAssignments(context: Context, owner: LocalClass, attribute: string): readonly AssignBinding[] {
  const pattern = new RegExp(`^${attribute.replace(/[^\w]/g, '\\$&')}$`);
  return context.module.assignments(pattern).filter((each) => {
    if (each.inClass === undefined || each.inClass !== owner.name) return false;
    return owner.span.start <= each.span.start && each.span.end <= owner.span.end;
  });
}

/** `self.x = value` in the class, `Config.x = value` anywhere. */
function assignedOutside(context: Context, owner: LocalClass, attribute: string): readonly Written[] {
  const found: Written[] = [];
  for (const member of attributesOf(context, owner, attribute)) {
    const parent = context.module.parent(member);
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

function attributesOf(context: Context, owner: LocalClass, attribute: string): readonly MemberExpr[] {
  const found: MemberExpr[] = [];
  for (const each of context.module.occurrences(attribute)) {
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

function isMutated(context: Context, owner: LocalClass, attribute: string): boolean {
  return attributesOf(context, owner, attribute).some((member) => {
    const parent = context.module.parent(member);
    if (parent.role !== 'object') return false;
    const outer = context.module.parent(parent.member);
    if (outer.role === 'target') return true;
    return outer.role === 'callee' && CHANGES.has(parent.member.property);
  });
}

/** `@property def x(self)`, `get x()`: the method of the class that makes the attribute. */
function getterOf(context: Context, owner: LocalClass, attribute: string): FunctionExpr | undefined {
  const { module } = context;
  const python = module.language === 'python';
  const head = `${python ? 'def' : 'get'} ${attribute}(`;
  const at = module.text.indexOf(head, owner.span.start);
  if (at < 0 || at > owner.span.end) return undefined;
  // The function is found from a `return` of it: its head counts as outside.
  const returned = module.text.indexOf('return', at);
  for (const around of module.enclosing(Math.max(returned, at))) {
    if (around.kind !== 'function' || around.function.name !== attribute) continue;
    return !python || around.decorators.some(isPropertyDecorator) ? around.function : undefined;
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
