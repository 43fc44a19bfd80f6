import { analyze, mergeFindings } from '../../server/src/core/index.ts';
import { projectOf } from '../support/project.ts';

/**
 * One fenced block of a page: ```` ```python flagged path=settings.py starlette=0.41.3 ````. Blocks before it of the kind `beside`
 * are other files of the same example, each with its path.
 */
export interface Example {
  readonly language: string;
  readonly kind: 'flagged' | 'clean';
  readonly path: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly code: string;
  /** Texts by path. */
  readonly beside: Readonly<Record<string, string>>;
  /** One-based line in the page. */
  readonly line: number;
}

const ENDINGS: Readonly<Record<string, string>> = {
  python: 'py',
  typescript: 'ts',
  javascript: 'js',
  tsx: 'tsx',
  jsx: 'jsx',
};

export function examplesOf(page: string): readonly Example[] {
  const examples: Example[] = [];
  let beside: Record<string, string> = {};
  for (const match of page.matchAll(/^```(\w+) (flagged|clean|beside)(.*)\n([\s\S]*?)^```$/gm)) {
    const [, language = '', kind, rest = '', code = ''] = match;
    const pairs = rest
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map((pair) => pair.split('='));
    const path = pairs.find(([key]) => key === 'path')?.[1] ?? `example.${ENDINGS[language] ?? 'txt'}`;
    const versions = Object.fromEntries(
      pairs.filter(([key]) => key !== 'path').map(([key = '', value = '']) => [key, value]),
    );
    if (kind === 'beside') {
      beside[path] = code;
      continue;
    }
    const line = page.slice(0, match.index).split('\n').length;
    examples.push({
      language,
      kind: kind === 'clean' ? 'clean' : 'flagged',
      path,
      versions,
      code,
      beside,
      line,
    });
    beside = {};
  }
  return examples;
}

/** What there is to say about all files of an example. */
export function analyzeExample({ path, code, beside, versions }: Example) {
  const files = { ...beside, [path]: code };
  const project = projectOf({ files, versions });
  const analyses = Object.keys(files).map((file) => analyze(project, file));
  return { policies: analyses.flatMap(({ policies }) => policies), findings: mergeFindings(analyses) };
}
