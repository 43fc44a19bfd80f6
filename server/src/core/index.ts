/** The analysis as a library: everything that a host, the protocol, or the command line may use. */

export { analyze, analyzeCandidate, type Imports, type PageReading, readPageCalls } from './analyze.ts';
export type { Engine } from './browser/index.ts';
export { consoleMessage } from './browser/index.ts';
export { curl, curlOf } from './describe/curl.ts';
export {
  type Explained,
  explainSetups,
  isPageOrigin,
  type NamedOrigin,
  type PageRequest,
  REQUEST_KINDS,
  type SetupExplanation,
} from './describe/explain.ts';
export { describeAt, type Hover } from './describe/hover.ts';
export { witnessLine } from './describe/witness.ts';
export { type Fixed, type FixedTexts, fixText, fixTexts, lineEndOf } from './fixes/settle.ts';
export { advisories } from './frameworks/advisories.ts';
export { mayNameAddress } from './frameworks/client-requests/addressed.ts';
export { frameworks, packages } from './frameworks/registry.ts';
export { collectOrigins } from './origins/collect.ts';
export { API_URL, COOKIE } from './policy/ask.ts';
export type { Policy, ResolvedVersion } from './policy/policy.ts';
export { type NamedProgram, namedProgram } from './policy/programs.ts';
export { mayHoldSetup, prefilter } from './prefilter.ts';
export type { Analysis, ModuleRequest, PageCall, Project, Resolution, VariableSetting } from './project.ts';
export { mergeFindings, type Reported } from './rules/merge.ts';
export { rulePage } from './rules/page.ts';
export { ruleIds, rules } from './rules/registry.ts';
export type { Confidence, Finding, Fix, Related, Rule, Severity, Witness } from './rules/rule.ts';
export {
  CONFIDENCES,
  DEFAULT_SETTINGS,
  LEVELS,
  type Level,
  mergeSettings,
  readSettings,
  type Settings,
  type SettingsProblem,
} from './settings/settings.ts';
export { suppressionEdit } from './suppress/suppress.ts';
export type { Language, Module } from './syntax/module.ts';
export {
  type Dialect,
  dialectOf,
  EXTENSIONS,
  importedDialectOf,
  openModule,
  type Parsed,
  type ParsedOnce,
  parseLater,
  parseText,
  reparseText,
  type TextChange,
} from './syntax/parse.ts';
export { applyEdits } from './text/edits.ts';
export { endOfLine, LineIndex, startOfLine } from './text/lines.ts';
export type { Edit, Place, Span } from './text/span.ts';
