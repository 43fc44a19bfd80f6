import type { Position } from 'vscode-languageserver';
import {
  dialectOf,
  LineIndex,
  type Module,
  mayNameAddress,
  openModule,
  type PageCall,
  parseText,
  readPageCalls,
} from '../core/index.ts';
import { holds, lookAt, MOST_MODULES, MOST_ROUNDS, noteHeld, type Rests } from './resting.ts';
import type { Session } from './session.ts';
import { uriKey } from './uris.ts';
import { walkOptions } from './walking.ts';

/** The requests of pages that were known at one moment. Another object: other requests, or other places. */
export interface KnownCalls {
  readonly calls: readonly PageCall[];
  /** Where one of them begins or ends. */
  position(uri: string, offset: number): Position | undefined;
}

/**
 * The requests of the workspace's pages to this machine. They are looked for when a finding first asks for them, beside the
 * answers to the client: a finding is told without them, and told again when there is something to add to it.
 */
export interface Calls {
  /** What is known by now, for the set-ups of this file. They are looked at again when it is something else. */
  askedBy(uri: string): KnownCalls;
  known(): KnownCalls;
  /** These files changed, came or went, or what they rest on did. */
  changed(uris: readonly string[]): void;
  /** Everything is to be looked for again: the settings or the workspace folders are others now. */
  again(): void;
  stop(): void;
}

/** More files with an address of this machine, or more requests, are not looked through. */
const MOST_PAGES = 1000;
const MOST_CALLS = 2000;

/** A page that is being written is read when nobody has typed for so long, in milliseconds: what it asks for is no diagnostic of its own. */
const QUIET = 200;

interface Located {
  readonly call: PageCall;
  readonly start: Position;
  readonly end: Position;
}

/** What one file holds. */
interface Page {
  readonly uri: string;
  readonly calls: readonly Located[];
  readonly rests: Rests;
}

const NOTHING: KnownCalls = { calls: [], position: () => undefined };

export function createCalls(session: () => Session): Calls {
  /** By key: the files in which requests may stand. */
  let pages = new Map<string, Page>();
  let known = NOTHING;
  let said = '[]';
  /** Files whose set-ups were told what is known, by key. */
  let askers = new Map<string, string>();
  /** Files that changed, by key. */
  let due = new Map<string, string>();
  let begun = false;
  let walkIsDue = false;
  /** While somebody may still be typing. */
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let isWorking = false;
  let epoch = -1;
  let runs = 0;

  /** Everything in turn: a walk first, then the files that changed meanwhile. */
  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    try {
      while (walkIsDue || (due.size > 0 && quiet === undefined)) {
        if (walkIsDue) {
          if (!(await walk())) continue;
        } else {
          const uris = [...due.values()];
          due = new Map();
          await update(uris);
        }
        publish();
      }
    } catch (error) {
      session().failed('looking for requests of pages', error);
    } finally {
      isWorking = false;
    }
  }

  /** False where it was given up. */
  async function walk(): Promise<boolean> {
    walkIsDue = false;
    pages = new Map();
    const run = ++runs;
    const { host, modules } = session();
    epoch = modules.epoch();
    for (const folder of session().folders()) {
      for await (const event of host.candidates(
        folder,
        await walkOptions(session(), folder, { text: mayHold }),
      )) {
        if (run !== runs) return false;
        if (pages.size >= MOST_PAGES) return true;
        const dialect = event.kind === 'file' ? dialectOf(event.uri) : undefined;
        if (event.kind !== 'file' || event.text === undefined || !dialect) continue;
        await read(event.uri, openModule(event.uri, parseText(event.text, dialect)));
      }
    }
    return run === runs;
  }

  async function update(uris: readonly string[]): Promise<void> {
    const { modules } = session();
    const keys = uris.map(uriKey);
    // Imports may lead elsewhere now.
    const isAny = epoch !== modules.epoch();
    epoch = modules.epoch();
    for (const { uri, rests } of [...pages.values()]) {
      if (!isAny && !keys.some((key) => rests.modules.has(key))) continue;
      if (!(await holds(modules, rests))) await read(uri);
    }
    for (const uri of uris) if (!pages.has(uriKey(uri))) await read(uri);
  }

  /** Takes in what the file holds now. `given`: what was just read of it. */
  async function read(uri: string, given?: Module): Promise<void> {
    const { modules, documents } = session();
    const key = uriKey(uri);
    const isKnown = pages.has(key) || given !== undefined;
    for (let round = 0; ; ) {
      const look = lookAt(modules, uri);
      const then = modules.epoch();
      const document = documents.get(uri);
      if (document && !mayNameAddress(document.text)) break;
      const module = document ? document.module() : (given ?? (await modules.load(uri)));
      if (!module || !mayHold(module.text, module.language)) break;
      if (!isKnown && (pages.size >= MOST_PAGES || !(await isCounted(uri)))) break;
      if (modules.stamp(uri) !== look.rests.modules.get(key)?.stamp) continue;
      const { calls, needs } = readPageCalls(look.follow(module, round === MOST_ROUNDS), uri);
      if (needs.length === 0 || round === MOST_ROUNDS) {
        noteHeld(look.rests, then);
        pages.set(key, { uri, calls: locate(calls, module), rests: look.rests });
        return;
      }
      await modules.bring(needs.slice(0, MOST_MODULES));
      round++;
    }
    pages.delete(key);
  }

  async function isCounted(uri: string): Promise<boolean> {
    const { host, settings } = session();
    return (await host.isWalked(uri)) && !(await settings.of(uri)).excluded;
  }

  /** Whose place in lines and columns is the same has not changed. */
  function publish(): void {
    const { affected, links } = session();
    const sorted = [...pages.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
    const located = sorted.flatMap(({ calls }) => calls).slice(0, MOST_CALLS);
    const text = JSON.stringify(
      located.map(({ call: { place, ...call }, start, end }) => [place.uri, start, end, call]),
    );
    if (text === said) return;
    said = text;
    known = knownFrom(located);
    const told = [...askers.values()];
    askers = new Map();
    affected.add(told.flatMap((uri) => [uri, ...links.pointedAt(uri)]));
  }

  const begin = () => void work();

  return {
    askedBy(uri) {
      askers.set(uriKey(uri), uri);
      if (!begun) {
        begun = true;
        walkIsDue = true;
        begin();
      }
      return known;
    },
    known: () => known,
    changed(uris) {
      if (!begun) return;
      for (const uri of uris) due.set(uriKey(uri), uri);
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        quiet = undefined;
        begin();
      }, QUIET);
    },
    again() {
      if (!begun) return;
      runs++;
      walkIsDue = true;
      begin();
    },
    stop() {
      runs++;
      walkIsDue = false;
      clearTimeout(quiet);
    },
  };
}

function mayHold(text: string, language?: string): boolean {
  return language === 'javascript' && mayNameAddress(text);
}

function locate(calls: readonly PageCall[], { text }: Module): readonly Located[] {
  if (calls.length === 0) return [];
  const lines = new LineIndex(text);
  return calls.map((call) => ({
    call,
    start: lines.position(call.place.start),
    end: lines.position(call.place.end),
  }));
}

function knownFrom(located: readonly Located[]): KnownCalls {
  return {
    calls: located.map(({ call }) => call),
    position(uri, offset) {
      for (const { call, start, end } of located) {
        if (call.place.uri !== uri) continue;
        if (call.place.start === offset) return start;
        if (call.place.end === offset) return end;
      }
      return undefined;
    },
  };
}
