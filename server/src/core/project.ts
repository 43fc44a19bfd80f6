import type { Policy, ResolvedVersion } from './policy/policy.ts';
import type { Finding } from './rules/rule.ts';
import type { Settings } from './settings/settings.ts';
import type { Module } from './syntax/module.ts';
import type { Place } from './text/span.ts';

/** What the analysis may ask its host. Every answer is at hand: nothing here waits or reads. */
export interface Project {
  /** A module that the host has; undefined for one that it does not have (yet). */
  module(uri: string): Module | undefined;
  /** Where an import leads, as far as the host knows by now. */
  resolve(request: ModuleRequest): Resolution;
  /** The first of these distributions that is pinned or declared for this file, else an assumed newest. */
  version(packages: readonly string[], uri: string): ResolvedVersion;
  readonly settings: Settings;
}

export interface Analysis {
  /** Sorted by place, then rule id. */
  readonly findings: readonly Finding[];
  readonly policies: readonly Policy[];
  /** Ignore comments in other files that hide findings of this one's set-ups: they are not unused. */
  readonly heeded: readonly Place[];
  /** Modules without which something stayed unknown: bring them and ask again. */
  readonly needs: readonly ModuleRequest[];
}

export interface ModuleRequest {
  /** The URI of the file that imports. */
  readonly from: string;
  /** As written in the import: `./config`, `@/lib/origins`; in Python with its dots, `..core.config`, `app.settings`. */
  readonly specifier: string;
}

export type Resolution =
  /**
   * A file of the workspace, in the same language or JSON (which is opened with `importedDialectOf`). Where
   * {@link Project.module} does not have it yet, it is among the needs. One that cannot be brought is `outside`.
   */
  | { readonly kind: 'file'; readonly uri: string }
  /** An installed package, or nothing at all: no source will be brought. */
  | { readonly kind: 'outside' }
  /** Not looked for yet. */
  | { readonly kind: 'wanted' };
