import { type Finding, mergeFindings } from '../core/index.ts';
import type { Inspection } from './analyses.ts';
import type { OpenDocument } from './documents.ts';
import type { Session } from './session.ts';
import { uriKey } from './uris.ts';

/**
 * The findings that stand in a file, wherever the set-ups are that they belong to. An inspection tells what one file's
 * set-ups give; what stands in a file is the part of its own inspection that is written there, and that part of the
 * inspections of all files that rest on it.
 */
export interface Standing {
  /** Of the document as it is when the promise resolves. Never rejects. */
  document(document: OpenDocument): Promise<Inspection>;
  /** Of any file; `counts` says which files' set-ups are of interest. Undefined for a file that cannot be read. */
  file(uri: string, counts: (root: string) => boolean): Promise<Inspection | undefined>;
  /** What would stand there with another text in its place. Never throws. */
  instead(inspection: Inspection, text: string): readonly Finding[];
  /** Called with each new result for an open document. */
  onStanding(listener: (inspection: Inspection) => void): void;
}

/** More set-ups than these rest on no one file; each of them is analysed anew with every key that is typed there. */
const MOST_ROOTS = 64;

export function createStanding(session: () => Session): Standing {
  const joined = new WeakMap<
    Inspection,
    { readonly others: readonly Inspection[]; readonly result: Inspection }
  >();
  const told = new WeakMap<OpenDocument, Inspection>();
  const listeners: ((inspection: Inspection) => void)[] = [];

  /** The file's own inspection, then those of the files that rest on it. */
  async function gather(uri: string, counts: (root: string) => boolean): Promise<readonly Inspection[]> {
    const { analyses, links, affected } = session();
    const own = await analyses.inspect(uri);
    if (!own) return [];
    const all = [own];
    for (const root of links.restingOn(uri).slice(0, MOST_ROOTS)) {
      if (!counts(root)) continue;
      const inspection = await analyses.inspect(root);
      if (inspection) all.push(inspection);
      else affected.add(links.forget(root));
    }
    return all;
  }

  async function at(uri: string, counts: (root: string) => boolean): Promise<Inspection | undefined> {
    let all = await gather(uri, counts);
    // One may have changed while another was looked at. What has not is at hand.
    for (;;) {
      const again = await gather(uri, counts);
      if (isSame(all, again)) break;
      all = again;
    }
    const [own, ...others] = all;
    if (!own || own.state === 'excluded' || own.state === 'too-large') return own;
    const known = joined.get(own);
    if (known && isSame(known.others, others)) return known.result;
    const result = join(own, others);
    joined.set(own, { others, result });
    return result;
  }

  return {
    async document(document) {
      for (;;) {
        const inspection = await at(document.uri, () => true);
        if (!inspection || inspection.version !== document.version) {
          // It was closed meanwhile: what it held is still the answer.
          if (session().documents.get(document.uri) !== document)
            return session().analyses.document(document);
          continue;
        }
        if (told.get(document) !== inspection) {
          told.set(document, inspection);
          for (const listener of listeners) listener(inspection);
        }
        return inspection;
      }
    },
    async file(uri, counts) {
      const found = await at(uri, counts);
      if (!found || counts(uri)) return found;
      const others = (found.joins ?? []).filter((one) => uriKey(one.uri) !== uriKey(uri));
      return { ...found, analysis: { ...found.analysis, findings: standingIn(uri, others) } };
    },
    instead(inspection, text) {
      const { uri, joins = [inspection] } = inspection;
      const analyses = joins.map((one) => session().analyses.instead(one, uri, text));
      return mergeFindings(analyses).filter(({ place }) => uriKey(place.uri) === uriKey(uri));
    },
    onStanding: (listener) => listeners.push(listener),
  };
}

function join(own: Inspection, others: readonly Inspection[]): Inspection {
  const { uri } = own;
  const joins = [own, ...others];
  const findings = standingIn(uri, joins);
  const isOwn = findings.length === own.analysis.findings.length && others.length === 0;
  if (isOwn) return own;
  const module = own.module ?? others.flatMap(({ project }) => project?.module(uri) ?? [])[0];
  return {
    ...own,
    ...(own.state === 'nothing' && findings.length > 0 ? { state: 'looked' } : {}),
    ...(module ? { module } : {}),
    analysis: { ...own.analysis, findings },
    position: (of, offset) => first(joins, (one) => one.position(of, offset)),
    text: (of) => first(joins, (one) => one.text(of)),
    joins,
  };
}

function standingIn(uri: string, inspections: readonly Inspection[]): readonly Finding[] {
  const key = uriKey(uri);
  return mergeFindings(
    inspections.map(({ analysis: { findings, heeded } }) => ({
      findings: findings.filter(({ place }) => uriKey(place.uri) === key),
      heeded,
    })),
  );
}

function first<T, R>(all: readonly T[], read: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = read(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
