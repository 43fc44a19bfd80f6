import { analysis, analysisWith } from '../../server/src/cli/analysis.ts';
import { commandsOf, type Means } from '../../server/src/cli/commands.ts';
import type { Engine } from '../../server/src/cli/engine.ts';
import { run } from '../../server/src/cli/run.ts';
import type { Terminal } from '../../server/src/cli/terminal.ts';
import type { Finding, Project } from '../../server/src/core/index.ts';
import { rules } from '../../server/src/core/index.ts';
import { searchHere } from '../../server/src/host/node/search/searching.ts';

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

export interface RunOptions
  extends Partial<Omit<Terminal, 'directory' | 'write' | 'writeError' | 'readInput'>> {
  readonly input?: string;
  /** The real analysis where absent. */
  readonly engine?: Engine;
  /** In this thread where absent. */
  readonly search?: Means['search'];
}

/** Runs the command line in this process. */
export async function runIn(
  directory: string,
  words: readonly string[],
  { input, engine, search = (what) => searchHere(what, engine?.prefilter), ...terminal }: RunOptions = {},
): Promise<Ran> {
  let output = '';
  let errors = '';
  const code = await run(
    words,
    {
      directory,
      environment: {},
      outputIsTerminal: false,
      errorsAreTerminal: false,
      columns: 80,
      now: () => 0,
      ...terminal,
      write: (text) => {
        output += text;
      },
      writeError: (text) => {
        errors += text;
      },
      readInput: () => {
        if (input === undefined) throw new Error('there is no standard input');
        return input;
      },
    },
    commandsOf({ load: async () => (engine ? analysisWith(engine) : analysis), search }),
  );
  return { code, output, errors };
}

/**
 * An analysis without libraries: each `FLAW(severity)` in a text is a finding. `FLAW(error, fix)` has a safe fix that replaces
 * it by `FINE`, `FLAW(error, worse)` one that makes two of it, `CRASH` throws.
 */
export function toyEngine(overrides: Partial<Engine> = {}): Engine {
  return {
    analyze: (project, uri) => ({ findings: toyFindings(project, uri) }),
    prefilter: { text: (text) => /FLAW|CRASH/.test(text) },
    rules,
    packages: ['cors', 'starlette'],
    pageOf: (rule) => `https://example.com/rules/${rule}.md`,
    ...overrides,
  };
}

function toyFindings(project: Project, uri: string): readonly Finding[] {
  const text = project.module(uri)?.text ?? '';
  if (text.includes('CRASH')) throw new RangeError('the toy broke');
  return [...text.matchAll(/FLAW\((\w+)(?:, (\w+))?\)/g)].flatMap((match): Finding[] => {
    const place = { uri, start: match.index, end: match.index + match[0].length };
    const severity = match[1] as Finding['severity'];
    const fixed = match[2] === 'worse' ? 'FLAW(error, worse)\nFLAW(error, worse)' : 'FINE\nFINE';
    if (project.settings.rules['any-origin'] === 'off') return [];
    return [
      {
        rule: 'any-origin',
        severity,
        confidence: 'certain',
        place,
        message: `This is ${match[0]}.`,
        related: [],
        fixes: match[2]
          ? [
              {
                kind: 'edit',
                title: 'Mend it',
                safety: match[2] === 'unsafe' ? 'unsafe' : 'safe',
                edits: [{ ...place, text: fixed }],
              },
            ]
          : [],
        version: project.version(['cors'], uri),
      },
    ];
  });
}
