import type { FileSystem, ListOutcome, Stat, TextOutcome } from './host.ts';

/**
 * A computation that needs files, written once for hosts that wait and hosts that do not: it yields what it wants to know and
 * is continued with the answer.
 */
export type Io<T> = Generator<Ask, T, unknown>;

export interface Ask {
  readonly verb: 'readText' | 'stat' | 'list';
  readonly uri: string;
}

/** {@link FileSystem} without waiting. */
export interface FileSystemSync {
  readText(uri: string): TextOutcome;
  stat(uri: string): Stat;
  list(uri: string): ListOutcome;
}

export function* readText(uri: string): Io<TextOutcome> {
  return (yield { verb: 'readText', uri }) as TextOutcome;
}

export function* stat(uri: string): Io<Stat> {
  return (yield { verb: 'stat', uri }) as Stat;
}

export function* list(uri: string): Io<ListOutcome> {
  return (yield { verb: 'list', uri }) as ListOutcome;
}

export function runNow<T>(io: Io<T>, files: FileSystemSync): T {
  let step = io.next();
  while (!step.done) step = io.next(files[step.value.verb](step.value.uri));
  return step.value;
}

export async function runLater<T>(io: Io<T>, files: FileSystem): Promise<T> {
  let step = io.next();
  while (!step.done) step = io.next(await files[step.value.verb](step.value.uri));
  return step.value;
}
