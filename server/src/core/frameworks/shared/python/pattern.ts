import { isPattern, matches, type PatternMode } from '../../../origins/patterns/run.ts';

/** Whether `re.compile(source, flags)` succeeds. */
export function isValidPattern(source: string, flags = ''): boolean {
  return isPattern({ language: 'python', source, flags });
}

/** Whether `re.fullmatch`, `re.match` or `re.search` finds the pattern. False for a pattern that does not compile. */
export function matchesPattern(source: string, flags: string, mode: PatternMode, text: string): boolean {
  return matches({ language: 'python', source, flags }, mode, text);
}

/** `re.escape` */
export function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}#&~\s-]/g, '\\$&');
}
