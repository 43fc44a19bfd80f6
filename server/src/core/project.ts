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
  /**
   * What the files of the workspace (`.env`, Compose, CI) give a variable of the environment, for the program that this file
   * belongs to; nearer files first. Undefined where they were not looked at yet: ask again. Absent where there are none.
   */
  variables?(variable: string, uri: string): readonly VariableSetting[] | undefined;
  /**
   * The requests that pages of the workspace make to addresses of this machine. Absent where nobody looks for them.
   */
  pageCalls?(): readonly PageCall[];
  readonly settings: Settings;
}

/** A request that a page makes to an address that its source names, with everything that decides how a browser treats it. */
export interface PageCall {
  /** The whole call. */
  readonly place: Place;
  /** Scheme, host and port, in lower case. */
  readonly origin: string;
  /** As far as it is known: it may go on. */
  readonly path: string;
  readonly method: string;
  readonly credentials: boolean;
  /** Names of headers that are not safelisted by themselves. */
  readonly headers: readonly string[];
}

/**
 * A place that gives a variable of the environment a value. It may be given others elsewhere, so this is one that is possible
 * and nothing that findings are made of.
 */
export interface VariableSetting {
  /** As written there: some readers ignore the case of names. */
  readonly variable: string;
  /** As people call the file: its path below the workspace folder. */
  readonly file: string;
  /** On one line. */
  readonly place: Place;
  /** Of the place's beginning, both from zero; `character` in UTF-16 units. */
  readonly line: number;
  readonly character: number;
  /** The value as it may be shown to people, on one line. Absent where it may be a secret. */
  readonly shown?: string;
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
  /**
   * As written in the import: `./config`, `@/lib/origins`; in Python with its dots, `..core.config`, `app.settings`. Or a program
   * that the file names by its path, in either language (`namedProgram`).
   */
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
