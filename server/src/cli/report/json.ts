import { version } from '../../../../package.json';
import type { Severity } from '../../core/index.ts';
import type { Engine } from '../engine.ts';
import type { Outcome } from '../outcome.ts';
import { placesOf } from './places.ts';
import { plainFinding } from './plain.ts';

/** The number grows when something in the shape changes its meaning or goes; new keys do not count. */
const SHAPE = 1;

export function reportJson(outcome: Outcome, engine: Engine, directory: string): string {
  const places = placesOf(outcome.files, directory);
  const findings = outcome.files.flatMap((file) => file.findings);
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const report = {
    shape: SHAPE,
    tool: { name: 'cors-lens', version },
    summary: {
      files: outcome.looked,
      error: count('error'),
      warning: count('warning'),
      information: count('information'),
      hint: count('hint'),
      fixed: outcome.fixed.fixes,
    },
    findings: findings.map((finding) => plainFinding(finding, places, engine.pageOf(finding.rule))),
    troubles: outcome.troubles.map(({ kind, uri, line, character, message }) => ({
      kind,
      file: places.slashed(uri),
      ...(line === undefined ? {} : { line: line + 1, column: (character ?? 0) + 1 }),
      message,
    })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
