import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
} from 'vscode-languageserver';
import {
  API_URL,
  curlOf,
  type Finding,
  type Fix,
  fixText,
  rulePage,
  suppressionEdit,
} from '../core/index.ts';
import { nameOf } from '../host/uris.ts';
import type { Inspection } from './analyses.ts';
import { FIX_ALL, SHOW, SOURCE } from './capabilities.ts';
import { rangeOf } from './diagnostics.ts';
import type { OpenDocument } from './documents.ts';
import { difference, workspaceEdit } from './edits.ts';
import type { Commands, FindingReference, Range } from './messages.ts';
import { findOrigins } from './origins.ts';
import type { Session } from './session.ts';
import { locationsOf, setupsOf, sourcesOf } from './sources.ts';

/** For clients that cannot ask: how many of the workspace's origins are offered one by one. */
const OFFERED = 3;

export function codeActionsFeature(session: Session): void {
  session.connection.onCodeAction(async (params) => {
    const document = session.documents.get(params.textDocument.uri);
    if (!document) return [];
    try {
      return await actionsFor(session, document, params);
    } catch (error) {
      session.failed(`the actions for ${document.uri}`, error);
      return [];
    }
  });
}

async function actionsFor(
  session: Session,
  document: OpenDocument,
  { range, context }: CodeActionParams,
): Promise<CodeAction[]> {
  const inspection = await session.standing.document(document);
  const actions: CodeAction[] = [];
  if (wants(context.only, CodeActionKind.QuickFix)) {
    for (const finding of inspection.analysis.findings) {
      const place = rangeOf(inspection, finding.place);
      if (!place || !touches(place, range)) continue;
      const diagnostics = context.diagnostics.filter((known) => isOf(known, finding, place));
      for (const action of await quickFixes(session, inspection, finding, place)) {
        actions.push({ ...action, kind: CodeActionKind.QuickFix, diagnostics });
      }
    }
    for (const action of await fixesElsewhere(session, document, range)) {
      actions.push({ ...action, kind: CodeActionKind.QuickFix });
    }
  }
  if (wants(context.only, SHOW)) actions.push(...(await showActions(session, document, range)));
  // These change nothing and mend nothing: they have no kind, and come where no kind is asked for.
  if (context.only === undefined) actions.push(...lookingActions(session, inspection, range, context));
  // Without being asked for, fix-all would stand in every light-bulb menu.
  if (context.only !== undefined && wants(context.only, FIX_ALL)) {
    const all = fixAll(session, document, inspection);
    if (all) actions.push(all);
  }
  return actions;
}

/** At a set-up: the fixes of its findings that stand in other files, where its values are written. */
async function fixesElsewhere(
  session: Session,
  document: OpenDocument,
  range: Range,
): Promise<readonly CodeAction[]> {
  const inspection = await session.analyses.document(document);
  const actions: CodeAction[] = [];
  for (const finding of inspection.analysis.findings) {
    const { uri } = finding.place;
    const place = rangeOf(inspection, finding.place);
    if (!place || uri === document.uri) continue;
    const leadsHere = finding.related.some((related) => {
      const own = related.place.uri === document.uri ? rangeOf(inspection, related.place) : undefined;
      return own !== undefined && touches(own, range);
    });
    if (!leadsHere) continue;
    const version = session.documents.get(uri)?.version ?? null;
    const reference: FindingReference = { uri, rule: finding.rule, range: place, version };
    for (const fix of finding.fixes) {
      for (const action of await fixActions(session, inspection, fix, reference)) {
        actions.push({ ...action, title: `${action.title} (in ${nameOf(uri)})` });
      }
    }
  }
  return actions;
}

/** Leads from a set-up to where its values are written, and from such a value to the set-ups that rest on it. */
async function showActions(
  session: Session,
  document: OpenDocument,
  range: Range,
): Promise<readonly CodeAction[]> {
  if (!session.abilities.answers('corsLens.showPlaces')) return [];
  const { uri } = document;
  const own = await session.analyses.document(document);
  const selected = { uri, start: document.offset(range.start), end: document.offset(range.end) };
  const sources = locationsOf(own, sourcesOf(own, selected));
  const standing = await session.standing.document(document);
  const resting = locationsOf(standing, setupsOf(standing, selected));
  const show = (title: string, places: Commands['corsLens.showPlaces']['places']) =>
    places.length === 0
      ? []
      : [
          {
            ...commandAction(title, 'corsLens.showPlaces', { uri, position: range.start, places }),
            kind: SHOW,
          },
        ];
  return [
    ...show('Show where this value comes from', sources),
    ...show('Show what this value is used for', resting),
  ];
}

/** What shows something: the request of a finding, and what the set-up at the caret answers. */
function lookingActions(
  { abilities, documents }: Session,
  inspection: Inspection,
  range: Range,
  context: CodeActionParams['context'],
): readonly CodeAction[] {
  const actions: CodeAction[] = [];
  const { uri, project, analysis } = inspection;
  for (const finding of abilities.answers('corsLens.copyText') ? analysis.findings : []) {
    const place = rangeOf(inspection, finding.place);
    if (!finding.witness || !place || !touches(place, range)) continue;
    const diagnostics = context.diagnostics.filter((known) => isOf(known, finding, place));
    const copied = {
      text: curlOf(finding.witness),
      told: `Copied. Put the address of your API in place of ${API_URL}.`,
    };
    actions.push({
      ...commandAction('Copy a curl command that reproduces this', 'corsLens.copyText', copied),
      diagnostics,
    });
  }
  const offset = documents.get(uri)?.offset(range.start);
  if (
    abilities.answers('corsLens.explain') &&
    project &&
    offset !== undefined &&
    isSetupAt(inspection, offset)
  ) {
    actions.push(commandAction('Explain this set-up', 'corsLens.explain', { uri, position: range.start }));
  }
  return actions;
}

function isSetupAt({ uri, analysis }: Inspection, offset: number): boolean {
  return analysis.policies.some(
    ({ setup }) => setup.uri === uri && setup.start <= offset && offset <= setup.end,
  );
}

async function quickFixes(
  session: Session,
  inspection: Inspection,
  finding: Finding,
  range: Range,
): Promise<readonly CodeAction[]> {
  const { abilities } = session;
  const reference: FindingReference = {
    uri: inspection.uri,
    rule: finding.rule,
    range,
    version: inspection.version,
  };
  const actions: CodeAction[] = [];
  for (const fix of finding.fixes) actions.push(...(await fixActions(session, inspection, fix, reference)));
  if (abilities.answers('corsLens.ignore')) {
    actions.push(commandAction(`Ignore ${finding.rule} on this line…`, 'corsLens.ignore', reference));
  } else if (inspection.module) {
    const suppression = suppressionEdit(inspection.module, finding, 'say why');
    const edit = suppression && workspaceEdit(session, inspection, [suppression]);
    if (edit) actions.push({ title: `Ignore ${finding.rule} on this line`, edit });
  }
  if (abilities.answers('corsLens.openRulePage')) {
    const page = { rule: finding.rule, url: rulePage(finding.rule) };
    actions.push(commandAction(`Open the page of ${finding.rule}`, 'corsLens.openRulePage', page));
  }
  return actions;
}

async function fixActions(
  session: Session,
  inspection: Inspection,
  fix: Fix,
  reference: FindingReference,
): Promise<readonly CodeAction[]> {
  if (fix.kind === 'edit') {
    const edit = workspaceEdit(session, inspection, fix.edits);
    return edit ? [{ title: fix.title, edit, ...preferred(session, fix.safety === 'safe') }] : [];
  }
  if (session.abilities.answers('corsLens.chooseOrigins')) {
    return [commandAction(fix.title, 'corsLens.chooseOrigins', { ...reference, title: fix.title })];
  }
  const offers = await findOrigins(session, inspection.uri);
  return offers.slice(0, OFFERED).flatMap(({ origin }) => {
    const edit = workspaceEdit(session, inspection, fix.edits([origin]));
    // The title ends with "…" because it asks; this does not.
    return edit ? [{ title: `${fix.title.replace(/…$/, '')}: ${origin}`, edit }] : [];
  });
}

function preferred(session: Session, isPreferred: boolean) {
  return isPreferred && session.abilities.preferredActions ? { isPreferred } : {};
}

function commandAction<K extends keyof Commands>(
  title: string,
  command: K,
  argument: Commands[K],
): CodeAction {
  return { title, command: { title, command, arguments: [argument] } };
}

function fixAll(session: Session, document: OpenDocument, inspection: Inspection): CodeAction | undefined {
  // The analysis may be of an older text only if the promise chain was cut; the check costs nothing.
  if (inspection.version !== document.version) return undefined;
  const before = document.text;
  const analyse = (text: string) => session.standing.instead(inspection, text);
  const { text: after } = fixText(document.uri, before, analyse, inspection.analysis.findings);
  if (after === before) return undefined;
  const edit = workspaceEdit(session, inspection, [{ uri: document.uri, ...difference(before, after) }]);
  return edit && { title: 'Apply every safe CORS fix in this file', kind: FIX_ALL, edit };
}

/** `only` names kinds by their beginning: `source` asks for `source.fixAll.corsLens` too. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return (
    only === undefined || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`))
  );
}

function isOf(diagnostic: Diagnostic, finding: Finding, range: Range): boolean {
  return (
    diagnostic.source === SOURCE &&
    diagnostic.code === finding.rule &&
    diagnostic.range.start.line === range.start.line &&
    diagnostic.range.start.character === range.start.character
  );
}

function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
