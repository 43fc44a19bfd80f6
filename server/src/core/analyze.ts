import { setupsBehind } from './behind.ts';
import { createEvaluator } from './evaluate/evaluate.ts';
import type { Evaluator, Links } from './evaluate/evaluator.ts';
import { advisories } from './frameworks/advisories.ts';
import { pageCalls } from './frameworks/client-requests/addressed.ts';
import type { Misuse, Unit } from './frameworks/framework.ts';
import { frameworkOf, frameworks } from './frameworks/registry.ts';
import { servedPort } from './frameworks/shared/served.ts';
import { ask } from './policy/ask.ts';
import type { Policy } from './policy/policy.ts';
import { liesIn } from './policy/versions.ts';
import { mayHoldSetup } from './prefilter.ts';
import type { Analysis, ModuleRequest, PageCall, Project } from './project.ts';
import { type Candidate, conclude } from './rules/conclude.ts';
import { failingCalls } from './rules/page-calls.ts';
import { rules } from './rules/registry.ts';
import type { Question, Related, RuleContext, Witness } from './rules/rule.ts';
import { applySuppressions } from './suppress/apply.ts';
import { suppressionsOf } from './suppress/suppress.ts';
import type { Module } from './syntax/module.ts';

const NOTHING_FOUND: Analysis = { findings: [], policies: [], needs: [], heeded: [] };

/**
 * Everything there is to say about one file. Pure: the same project and file give the same answer. Never throws, on any
 * text. A file that the project does not have has no findings.
 */
export function analyze(project: Project, uri: string): Analysis {
  const module = project.module(uri);
  return module && mayHoldSetup(module.text, module.language)
    ? analyzeCandidate(project, uri)
    : NOTHING_FOUND;
}

/** {@link analyze} of a file that is known to pass the prefilter. */
export function analyzeCandidate(project: Project, uri: string): Analysis {
  const module = project.module(uri);
  if (!module) return NOTHING_FOUND;
  const { policies, misuses, needs: own, evaluator } = readModule(project, module);
  const needs = new Map(own.map((request) => [keyOfRequest(request), request]));
  const context = ruleContext(project, module, (request) => needs.set(keyOfRequest(request), request));
  const candidates: Candidate[] = [];
  for (const rule of rules) {
    if (project.settings.rules[rule.id] === 'off') continue;
    for (const policy of policies) {
      if (policy.unconfigured && !rule.judgesUnconfigured) continue;
      for (const draft of rule.policy?.(policy, context) ?? []) candidates.push({ rule, draft, policy });
    }
    for (const misuse of misuses) {
      for (const draft of rule.misuse?.(misuse, context) ?? []) candidates.push({ rule, draft, misuse });
    }
  }
  const findings = conclude(
    candidates,
    policies,
    project.settings,
    (variable) => project.variables?.(variable, uri) ?? [],
    callsTo(project, evaluator, context),
  );
  const suppressions = (of: string) => {
    const one = of === uri ? module : project.module(of);
    return one ? suppressionsOf(one) : [];
  };
  const hasSetups = policies.length > 0 || misuses.length > 0;
  const { settings } = project;
  return {
    policies,
    needs: [...needs.values()],
    ...applySuppressions({ uri, findings, hasSetups, settings, suppressions }),
  };
}

/** Which requests of the workspace's pages a set-up of this file makes fail. Looked for where a finding asks for it. */
function callsTo(project: Project, evaluator: Evaluator, context: RuleContext) {
  let port: number | undefined | 'unasked' = 'unasked';
  return (policy: Policy): readonly Related[] => {
    if (!project.pageCalls) return [];
    if (port === 'unasked') port = servedPort(evaluator);
    return port === undefined ? [] : failingCalls(policy, port, project.pageCalls(), context);
  };
}

/** What a file's imports are followed by. */
export type Imports = Pick<Project, 'module' | 'resolve'>;

/** The requests of pages in one file to addresses of this machine, and the modules without which one may stay unknown. */
export interface PageReading {
  readonly calls: readonly PageCall[];
  readonly needs: readonly ModuleRequest[];
}

export function readPageCalls(project: Imports, uri: string): PageReading {
  const module = project.module(uri);
  const needs = new Map<string, ModuleRequest>();
  const calls = module ? pageCalls(createEvaluator(module, linksOf(project, module, needs))) : [];
  return { calls, needs: [...needs.values()] };
}

/** What one file holds, unjudged, and the modules without which a part of it stayed unknown. */
export interface ModuleReading {
  readonly policies: readonly Policy[];
  readonly misuses: readonly Misuse[];
  readonly needs: readonly ModuleRequest[];
  /** As the readers left it: for questions that nothing but a person asks. */
  readonly evaluator: Evaluator;
}

export function readModule(project: Project, module: Module): ModuleReading {
  const needs = new Map<string, ModuleRequest>();
  const evaluator = createEvaluator(module, linksOf(project, module, needs));
  const unit: Unit = { evaluator, version: (packages) => project.version(packages, module.uri) };
  const readings = frameworks
    .filter(({ languages }) => languages.includes(module.language))
    .map((framework) => framework.read(unit));
  return {
    policies: readings.flatMap((r) => r.policies),
    misuses: readings.flatMap((r) => r.misuses),
    needs: [...needs.values()],
    evaluator,
  };
}

/** Follows imports as far as the project can at once, and notes what it would need to go on. */
function linksOf(project: Imports, module: Module, needs: Map<string, ModuleRequest>): Links {
  return {
    follow: (from, specifier) => {
      if (specifier === '') return { kind: 'outside' };
      const request: ModuleRequest = { from, specifier };
      const resolution = project.resolve(request);
      if (resolution.kind === 'outside') return resolution;
      const found =
        resolution.kind === 'file'
          ? resolution.uri === module.uri
            ? module
            : project.module(resolution.uri)
          : undefined;
      if (found) return { kind: 'module', module: found };
      needs.set(keyOfRequest(request), request);
      return { kind: 'wanted' };
    },
  };
}

function keyOfRequest({ from, specifier }: ModuleRequest): string {
  return `${from}\n${specifier}`;
}

/** What rules may ask. `need` is told of modules without which they are not told everything. */
export function ruleContext(
  project: Project,
  module: Module,
  need: (request: ModuleRequest) => void = () => {},
): RuleContext {
  const readings = new Map<string, ModuleReading>();
  const read = (other: Module) => {
    const known = readings.get(other.uri) ?? readModule(project, other);
    readings.set(other.uri, known);
    return known;
  };
  const remembered = new Map<Policy, Map<string, Witness>>();
  return {
    text: (uri) => (uri === module.uri ? module.text : (project.module(uri)?.text ?? '')),
    ask: (policy, question) => {
      const answers = remembered.get(policy) ?? new Map<string, Witness>();
      remembered.set(policy, answers);
      const key = keyOf(question);
      const known = answers.get(key);
      if (known) return known;
      const witness = ask(policy, frameworkOf(policy.framework).respond, question);
      answers.set(key, witness);
      return witness;
    },
    options: ({ framework, language }) => {
      const { options, optionsIn } = frameworkOf(framework);
      return optionsIn?.[language] ?? options;
    },
    advisories: ({ version }) =>
      advisories.filter(
        (advisory) =>
          advisory.package === version.package && liesIn(version, advisory.measured ?? advisory.affected),
      ),
    behind: (policy) => (policy.behind ? setupsBehind(policy, project, read, need) : []),
  };
}

function keyOf(question: Question): string {
  return JSON.stringify([
    question.origin,
    question.credentials,
    question.method,
    question.headers,
    question.privateNetwork,
  ]);
}
