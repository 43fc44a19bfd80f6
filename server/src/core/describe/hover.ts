import { readModule, ruleContext } from '../analyze.ts';
import type { OptionSpec } from '../frameworks/framework.ts';
import type { Option, Policy, ResolvedVersion } from '../policy/policy.ts';
import type { Project } from '../project.ts';
import type { RuleContext } from '../rules/rule.ts';
import type { Module } from '../syntax/module.ts';
import { covers, type Span } from '../text/span.ts';
import { headerFact } from './headers.ts';
import { outcomeTable } from './outcome.ts';
import { lessonFor, WHOM_IT_PROTECTS } from './teach.ts';
import { optionVariables, possibleValues, sameSetup, variableAt, variablesBehind } from './variables.ts';
import { otherVersions } from './versions.ts';

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** What stands at an offset: an option of a set-up, a header's name, a set-up. Undefined for everything else. */
export function describeAt(project: Project, uri: string, offset: number): Hover | undefined {
  const module = project.module(uri);
  if (!module) return undefined;
  const { policies, evaluator } = readModule(project, module);
  const context = ruleContext(project, module);
  const here = policies.filter(({ setup }) => setup.uri === uri);
  for (const policy of here) {
    for (const option of policy.options.values()) {
      if (option.place.uri !== uri || !covers(option.place, offset)) continue;
      const hover = describeOption(policy, option, context, [
        ...possibleValues(optionVariables(policies, policy, option.name, evaluator), project, uri),
        ...otherVersions(policy, project, uri, context),
      ]);
      if (hover) return hover;
    }
  }
  const header = headerAt(module, offset);
  if (header) return header;
  const policy = here.find(({ setup }) => covers(setup, offset) && isHead(module, setup, offset));
  if (policy) {
    const variables = sameSetup(policies, policy).flatMap((each) => variablesBehind(each, evaluator));
    const notes = [
      ...possibleValues(variables, project, uri),
      ...otherVersions(policy, project, uri, context),
    ];
    return { span: policy.setup, markdown: describeSetup(policy, context, notes) };
  }
  return variableAt(policies, project, uri, offset);
}

/** The set-up's own words (the call without its arguments), so that hovers on inner values stay with the language. */
function isHead(module: Module, setup: Span, offset: number): boolean {
  const open = module.text.indexOf('(', setup.start);
  return open < 0 || open > setup.end || offset <= open;
}

function describeOption(
  policy: Policy,
  option: Option,
  context: RuleContext,
  notes: readonly string[],
): Hover | undefined {
  const spec = context.options(policy).options.find(({ name }) => name === option.name);
  if (!spec) return undefined;
  // Headers are options of nobody: they are called as the standard writes them.
  const header = headerFact(spec.name);
  const parts = [
    header ? `**\`${header.name}\`** (response header)` : `**\`${spec.name}\`** (${policy.title})`,
    optionFacts(spec, policy),
    headingOf(policy),
    outcomeTable(policy, context),
    policy.preflightOnly ? preflightNote(policy) : undefined,
    ...notes,
    lessonFor(spec.role),
    WHOM_IT_PROTECTS,
  ];
  return { span: option.keyPlace, markdown: joined(parts) };
}

function optionFacts(spec: OptionSpec, policy: Policy): string {
  const versions = spec.versions === undefined ? '' : ` Known to ${policy.title} ${spec.versions}.`;
  const replaced = spec.replacedBy === undefined ? '' : ` The name is old: write \`${spec.replacedBy}\`.`;
  return `${spec.meaning}${versions}${replaced}\n\nTakes ${spec.type}; default \`${spec.default}\`.`;
}

function describeSetup(policy: Policy, context: RuleContext, notes: readonly string[]): string {
  return joined([
    `**${policy.title}**: a cross-origin set-up`,
    headingOf(policy),
    outcomeTable(policy, context),
    policy.preflightOnly ? preflightNote(policy) : undefined,
    ...notes,
    WHOM_IT_PROTECTS,
  ]);
}

/** What the other answers need, where a set-up answers preflights and nothing else. */
export function preflightNote({ version, title }: Policy): string {
  return version.package === ''
    ? 'This code answers preflights only.'
    : `${title} answers preflights only: the application has to send \`Access-Control-Allow-Origin\` on its own answers, errors included.`;
}

function headingOf(policy: Policy): string {
  const when = policy.when.length === 0 ? '' : `, when ${policy.when.map(({ text }) => text).join(' and ')}`;
  const scope = policy.scope === undefined ? '' : ` for \`${policy.scope}\``;
  const version = versionWords(policy.version);
  return `This set-up${scope}${when}${version === '' ? '' : ` (${version})`}:`;
}

export function versionWords(version: ResolvedVersion): string {
  if (version.package === '') return '';
  if (version.version !== undefined)
    return `${version.package} ${version.version}${version.file === undefined ? '' : ` from ${fileName(version.file)}`}`;
  if (version.range !== undefined)
    return `${version.package} ${version.range}; judged by its newest behaviour`;
  return `${version.package}, newest behaviour assumed`;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function headerAt(module: Module, offset: number): Hover | undefined {
  for (const literal of module.textLiterals(/access-control-[a-z-]+/gi)) {
    if (!covers(literal.span, offset)) continue;
    const fact = headerFact(literal.value.trim());
    if (!fact) continue;
    const direction = fact.direction === 'response' ? 'response header' : 'request header';
    return {
      span: literal.span,
      markdown: joined([`**\`${fact.name}\`** (${direction})`, fact.meaning, WHOM_IT_PROTECTS]),
    };
  }
  return undefined;
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}
