import type { Confidence, Severity } from '../rules/rule.ts';

export type Level = Severity | 'off';

/** The same in the editor's settings (`corsLens.*`) and in `cors-lens.json`. */
export interface Settings {
  /** A level or `off` for each rule id; absent ids keep the level of the catalogue. */
  readonly rules: Readonly<Record<string, Level>>;
  /** Findings below it are not reported. */
  readonly minimumConfidence: Confidence;
  /** Globs of paths that are not looked at, relative to the folder of the file that holds the setting. */
  readonly exclude: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = { rules: {}, minimumConfidence: 'possible', exclude: [] };

export const LEVELS: readonly Level[] = ['error', 'warning', 'information', 'hint', 'off'];
export const CONFIDENCES: readonly Confidence[] = ['certain', 'likely', 'possible'];

/** A part of the settings that cannot be used, and why. The rest is used all the same. */
export interface SettingsProblem {
  /** `rules.any-origin`; empty for the whole. */
  readonly path: string;
  /** A whole sentence. */
  readonly message: string;
}

export interface ReadSettings {
  readonly settings: Settings;
  readonly problems: readonly SettingsProblem[];
}

/** Reads settings from anything: what does not fit is left out and told. `ruleIds` are the known rules. */
export function readSettings(input: unknown, ruleIds: readonly string[]): ReadSettings {
  const problems: SettingsProblem[] = [];
  if (!isRecord(input)) {
    return {
      settings: DEFAULT_SETTINGS,
      problems: [{ path: '', message: 'The settings must be a JSON object.' }],
    };
  }
  for (const key of Object.keys(input)) {
    if (!['$schema', 'rules', 'minimumConfidence', 'exclude'].includes(key)) {
      problems.push({ path: key, message: `There is no setting "${key}".` });
    }
  }
  return {
    settings: {
      rules: readRules(input.rules, ruleIds, problems),
      minimumConfidence: readConfidence(input.minimumConfidence, problems),
      exclude: readGlobs(input.exclude, problems),
    },
    problems,
  };
}

function readRules(
  input: unknown,
  ruleIds: readonly string[],
  problems: SettingsProblem[],
): Record<string, Level> {
  const rules: Record<string, Level> = {};
  if (input === undefined || input === null) return rules;
  if (!isRecord(input)) {
    problems.push({ path: 'rules', message: 'It must be an object: a level or "off" for each rule id.' });
    return rules;
  }
  for (const [id, level] of Object.entries(input)) {
    if (!ruleIds.includes(id)) {
      problems.push({ path: `rules.${id}`, message: `There is no rule "${id}".` });
    } else if (typeof level === 'string' && (LEVELS as readonly string[]).includes(level)) {
      rules[id] = level as Level;
    } else {
      problems.push({ path: `rules.${id}`, message: `The level must be one of ${quoteAll(LEVELS)}.` });
    }
  }
  return rules;
}

function readConfidence(input: unknown, problems: SettingsProblem[]): Confidence {
  if (input === undefined || input === null) return DEFAULT_SETTINGS.minimumConfidence;
  if (typeof input === 'string' && (CONFIDENCES as readonly string[]).includes(input))
    return input as Confidence;
  problems.push({ path: 'minimumConfidence', message: `It must be one of ${quoteAll(CONFIDENCES)}.` });
  return DEFAULT_SETTINGS.minimumConfidence;
}

function readGlobs(input: unknown, problems: SettingsProblem[]): readonly string[] {
  if (input === undefined || input === null) return DEFAULT_SETTINGS.exclude;
  if (Array.isArray(input) && input.every((glob) => typeof glob === 'string')) return input;
  problems.push({ path: 'exclude', message: 'It must be a list of globs (texts).' });
  return DEFAULT_SETTINGS.exclude;
}

/** The second over the first, key by key: `cors-lens.json` over the editor's settings. */
export function mergeSettings(base: Settings, over: Settings): Settings {
  return {
    rules: { ...base.rules, ...over.rules },
    minimumConfidence:
      over.minimumConfidence === DEFAULT_SETTINGS.minimumConfidence
        ? base.minimumConfidence
        : over.minimumConfidence,
    exclude: [...base.exclude, ...over.exclude],
  };
}

function quoteAll(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

function isRecord(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
