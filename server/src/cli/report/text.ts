import { type Finding, type Fix, type Severity, witnessLine } from '../../core/index.ts';
import { type Outcome, SEVERITIES } from '../outcome.ts';
import { harmless, type Paint, paintWith, widthOf } from './paint.ts';
import { lineSpan, type Places, placesOf } from './places.ts';

export interface TextOptions {
  readonly colour: boolean;
  /** Whether hints are shown. */
  readonly hints: boolean;
  readonly directory: string;
}

/** For people: grouped by file, each finding with its line underlined, then one line that sums up. */
export function reportText(outcome: Outcome, { colour, hints, directory }: TextOptions): string {
  const paint = paintWith(colour);
  const places = placesOf(outcome.files, directory);
  const groups = outcome.files.flatMap(({ findings }) => {
    const shown = findings.filter((finding) => hints || finding.severity !== 'hint');
    return shown.length === 0 ? [] : [shown.map((finding) => showFinding(finding, places, paint)).join('\n')];
  });
  const body = groups.map((group) => `${group}\n`).join('');
  return `${body}${summary(outcome, hints, paint)}`;
}

const COLOURS = { error: 'red', warning: 'yellow', information: 'blue', hint: 'cyan' } as const;

function showFinding(finding: Finding, places: Places, paint: Paint): string {
  const { line, column } = places.range(finding.place).start;
  const path = harmless(places.path(finding.place.uri));
  const head = `${paint('bold', `${path}:${line}:${column}`)} ${paint(COLOURS[finding.severity], finding.severity)}`;
  const confidence = finding.confidence === 'certain' ? '' : ` (${finding.confidence})`;
  const margin = ' '.repeat(String(line).length + 1);
  const notes = [
    ...finding.related.map((related) => {
      const { start } = places.range(related.place);
      return `${harmless(places.path(related.place.uri))}:${start.line}:${start.column} ${harmless(related.message)}`;
    }),
    ...(finding.witness ? [`witness: ${harmless(witnessLine(finding.witness))}`] : []),
    ...finding.fixes.map((fix) => `fix: ${harmless(fix.title)}${howToFix(fix)}`),
  ];
  return [
    `${head} ${harmless(finding.message)}${confidence} ${paint('dim', finding.rule)}`,
    ...excerpt(finding, places, paint),
    ...notes.map((note) => `${margin}${paint('dim', '=')} ${note}`),
    '',
  ].join('\n');
}

function howToFix(fix: Fix): string {
  if (fix.kind === 'choose-origins') return ' (in the editor)';
  return fix.safety === 'safe' ? ' (--fix)' : ' (changes who is let in; in the editor)';
}

/** Longer lines are cut around the finding. */
const WIDEST = 120;

function excerpt(finding: Finding, places: Places, paint: Paint): readonly string[] {
  const { uri, start, end } = finding.place;
  const text = places.text(uri);
  const line = lineSpan(text, start);
  const number = String(places.range(finding.place).start.line);
  const margin = ' '.repeat(number.length + 1);
  const last = Math.min(Math.max(end, start + 1), Math.max(line.end, start + 1));

  const indent = /^\s*/.exec(text.slice(line.start, start))?.[0].length ?? 0;
  let from = line.start + Math.max(0, indent - 4);
  let to = line.end;
  if (to - from > WIDEST) {
    from = Math.max(from, Math.min(start - 30, to - WIDEST));
    to = Math.min(to, from + WIDEST);
  }
  const lead = from > line.start + indent ? '… ' : '';
  const tail = to < line.end ? ' …' : '';
  const shown = harmless(text.slice(from, to));
  const before = lead.length + widthOf(harmless(text.slice(from, start)));
  const under = Math.max(1, widthOf(harmless(text.slice(start, Math.min(last, to)))));
  return [
    `${margin}${paint('dim', '|')}`,
    `${paint('dim', `${number} |`)} ${lead}${shown}${tail}`,
    `${margin}${paint('dim', '|')} ${' '.repeat(before)}${paint(COLOURS[finding.severity], '^'.repeat(under))}`,
  ];
}

function summary({ files, looked, fixed }: Outcome, hints: boolean, paint: Paint): string {
  const findings = files.flatMap((file) => file.findings);
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const parts = [...SEVERITIES]
    .reverse()
    .filter((severity) => (hints || severity !== 'hint') && count(severity) > 0)
    .map((severity) => paint(COLOURS[severity], plural(count(severity), NOUNS[severity])));
  const hidden = hints ? 0 : count('hint');
  const fixable = findings.filter(
    (finding) =>
      (hints || finding.severity !== 'hint') &&
      finding.fixes.some((fix) => fix.kind === 'edit' && fix.safety === 'safe'),
  ).length;
  const sentences = [
    ...(fixed.fixes > 0
      ? [`Fixed ${plural(fixed.fixes, 'finding')} in ${plural(fixed.files, 'file')}.`]
      : []),
    looked === 0
      ? 'There are no Python, JavaScript or TypeScript files here.'
      : `${parts.length === 0 ? 'No findings' : parts.join(', ')} in ${plural(looked, 'file')}.`,
    ...(fixable > 0 ? [`${fixable} can be fixed with --fix.`] : []),
    ...(hidden > 0 ? [`${plural(hidden, 'hint')} not shown (--level hint).`] : []),
  ];
  return `${sentences.join(' ')}\n`;
}

const NOUNS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'information',
  hint: 'hint',
};

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 || noun === 'information' ? '' : 's'}`;
}
