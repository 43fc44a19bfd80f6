import { version } from '../../../../package.json';
import type { Edit, Finding, Fix, Place, Rule, Severity } from '../../core/index.ts';
import { uriOf } from '../../host/node/paths.ts';
import type { Engine } from '../engine.ts';
import type { Outcome, Trouble } from '../outcome.ts';
import { type Places, placesOf, reference } from './places.ts';
import { plainVersion, plainWitness } from './plain.ts';

/** What the whole report needs to know. */
interface Context {
  readonly engine: Engine;
  readonly places: Places;
  readonly directory: string;
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function reportSarif(outcome: Outcome, engine: Engine, directory: string): string {
  const context: Context = { engine, places: placesOf(outcome.files, directory), directory };
  const base = uriOf(directory);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'CORS Lens',
            semanticVersion: version,
            informationUri: 'https://github.com/cors-lens/cors-lens',
            rules: engine.rules.map((rule) => describeRule(rule, engine)),
          },
        },
        // Section 3.33: columns in UTF-16 code units, as editors count them.
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { uri: base.endsWith('/') ? base : `${base}/` } },
        invocations: [
          {
            executionSuccessful: outcome.troubles.every(({ kind }) => kind === 'note'),
            toolExecutionNotifications: outcome.troubles.map((trouble) => notify(trouble, context)),
          },
        ],
        results: outcome.files.flatMap((file) =>
          file.findings.map((finding) => describeResult(finding, context)),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function describeRule(rule: Rule, engine: Engine) {
  const helpUri = engine.pageOf(rule.id);
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.summary },
    fullDescription: { text: `${rule.summary}.` },
    helpUri,
    help: { text: `See ${helpUri}.`, markdown: `[${rule.id}](${helpUri})` },
    defaultConfiguration: { level: LEVELS[rule.level] },
    properties: { tags: ['security', 'cors'] },
  };
}

function describeResult(finding: Finding, context: Context) {
  const { engine, places } = context;
  const fixes = finding.fixes.flatMap((fix) => describeFix(fix, context));
  return {
    ruleId: finding.rule,
    ruleIndex: engine.rules.findIndex((rule) => rule.id === finding.rule),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [locate(finding.place, context)],
    relatedLocations: finding.related.map((related, id) => ({
      id,
      ...locate(related.place, context),
      message: { text: related.message },
    })),
    ...(fixes.length === 0 ? {} : { fixes }),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      framework: finding.framework,
      version: plainVersion(finding.version, places),
      witness: plainWitness(finding.witness),
    },
  };
}

/** Fixes that wait for a choice of origins have no edits and cannot be told here. */
function describeFix(fix: Fix, context: Context) {
  if (fix.kind !== 'edit') return [];
  const files = [...new Set(fix.edits.map((edit) => edit.uri))];
  return [
    {
      description: { text: fix.title },
      artifactChanges: files.map((uri) => ({
        artifactLocation: artifact(uri, context),
        replacements: fix.edits.filter((edit) => edit.uri === uri).map((edit) => replacement(edit, context)),
      })),
      properties: { safety: fix.safety },
    },
  ];
}

function replacement(edit: Edit, context: Context) {
  return { deletedRegion: regionOf(edit, context), insertedContent: { text: edit.text } };
}

function locate(place: Place, context: Context) {
  return {
    physicalLocation: { artifactLocation: artifact(place.uri, context), region: regionOf(place, context) },
  };
}

/** Section 3.30: the end column is that of the character behind. */
function regionOf(place: Place, { places }: Context) {
  const { start, end } = places.range(place);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function artifact(uri: string, { directory }: Context) {
  const { uri: written, isRelative } = reference(uri, directory);
  return isRelative ? { uri: written, uriBaseId: '%SRCROOT%' } : { uri: written };
}

function notify({ kind, uri, line, character, message }: Trouble, context: Context) {
  const region =
    line === undefined ? {} : { region: { startLine: line + 1, startColumn: (character ?? 0) + 1 } };
  return {
    level: kind === 'note' ? 'note' : 'error',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifact(uri, context), ...region } }],
  };
}
