import type { Finding, Severity } from '../core/index.ts';

/** What a check found. Everything is named by URI. */
export interface Outcome {
  /** Files with findings, in the order in which they were looked at. */
  readonly files: readonly CheckedFile[];
  readonly troubles: readonly Trouble[];
  /** How many files were looked at, those without any set-up included. */
  readonly looked: number;
  readonly fixed: { readonly fixes: number; readonly files: number };
}

export interface CheckedFile {
  readonly uri: string;
  /** After fixing. */
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Something that kept the check from being whole. */
export interface Trouble {
  /**
   * `note`: told, but nothing that was asked for is missing. `internal`: a flaw of this program. All others make the run exit
   * with 2.
   */
  readonly kind: 'unreadable' | 'unwritable' | 'settings' | 'internal' | 'note';
  readonly uri: string;
  /** Zero-based, where it has a place in the file. */
  readonly line?: number;
  readonly character?: number;
  /** A whole sentence. */
  readonly message: string;
}

/** The worst last. */
export const SEVERITIES: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

export function isAtLeast(severity: Severity, level: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(level);
}
