import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Finding, LineIndex } from '../../server/src/core/index.ts';

/**
 * A fixture is a source file with marks: a comment line whose carets stand under the place of a finding on the line
 * above, followed by the rule, and where it matters `[severity confidence]` and a part of the message after a colon.
 *
 *     allow_origins=["*"],
 *     #             ^^^^^ any-origin-with-credentials [error certain]: with the visitor's cookies
 *
 * `#<^^^` marks a place that begins in the first column. A place over several lines is marked to the end of its first
 * line by `^^^…`. Lines `# @path settings.py` and `# @version starlette 0.41.3` at the top set the scene. All marks are
 * taken out before the text is analysed.
 */
export interface Fixture {
  readonly path: string;
  readonly text: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly marks: readonly Mark[];
}

export interface Mark {
  /** Zero-based, in the text without marks. */
  readonly line: number;
  readonly column: number;
  /** Undefined for a place that goes on in the next line. */
  readonly length: number | undefined;
  readonly rule: string;
  readonly severity?: string;
  readonly confidence?: string;
  readonly message?: string;
}

const MARK = /^\s*(?:#|\/\/)(<)?\s*(\^+)(…)?\s+([a-z-]+)(?:\s+\[(\w+)(?:\s+(\w+))?\])?(?::\s*(.*?))?\s*$/;
const SCENE = /^\s*(?:#|\/\/)\s*@(path|version)\s+(.*?)\s*$/;

export function readFixture(file: string): Fixture {
  return parseFixture(readFileSync(file, 'utf8'), basename(file));
}

export function parseFixture(source: string, name: string): Fixture {
  const kept: string[] = [];
  const marks: Mark[] = [];
  const versions: Record<string, string> = {};
  let path = name;
  for (const line of source.split('\n')) {
    const scene = SCENE.exec(line);
    if (scene) {
      const [, kind, rest = ''] = scene;
      if (kind === 'path') path = rest;
      else versions[rest.split(/\s+/)[0] ?? ''] = rest.split(/\s+/)[1] ?? '';
      continue;
    }
    const mark = MARK.exec(line);
    if (mark) marks.push(readMark(mark, line, kept.length - 1));
    else kept.push(line);
  }
  return { path, text: kept.join('\n'), versions, marks };
}

function readMark(match: RegExpExecArray, line: string, at: number): Mark {
  const [, first, carets = '', open, rule = '', severity, confidence, message] = match;
  return {
    line: at,
    column: first ? 0 : line.indexOf('^'),
    length: open ? undefined : carets.length,
    rule,
    ...(severity ? { severity } : {}),
    ...(confidence ? { confidence } : {}),
    ...(message ? { message } : {}),
  };
}

/** Whether a finding is what a mark stands for. */
export function answers(mark: Mark, finding: Finding, lines: LineIndex): boolean {
  const start = lines.position(finding.place.start);
  const end = lines.position(finding.place.end);
  if (finding.rule !== mark.rule || start.line !== mark.line || start.character !== mark.column) return false;
  const length = start.line === end.line ? end.character - start.character : undefined;
  if (length !== mark.length) return false;
  if (mark.severity !== undefined && finding.severity !== mark.severity) return false;
  if (mark.confidence !== undefined && finding.confidence !== mark.confidence) return false;
  return mark.message === undefined || finding.message.includes(mark.message);
}
