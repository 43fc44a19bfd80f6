/** One fenced block of a page: ```` ```python flagged path=settings.py starlette=0.41.3 ````. */
export interface Example {
  readonly language: string;
  readonly kind: 'flagged' | 'clean';
  readonly path: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly code: string;
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
  for (const match of page.matchAll(/^```(\w+) (flagged|clean)(.*)\n([\s\S]*?)^```$/gm)) {
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
    const line = page.slice(0, match.index).split('\n').length;
    examples.push({ language, kind: kind === 'clean' ? 'clean' : 'flagged', path, versions, code, line });
  }
  return examples;
}
