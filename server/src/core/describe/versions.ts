import { readModule } from '../analyze.ts';
import { frameworkOf } from '../frameworks/registry.ts';
import { headerOf } from '../policy/answer.ts';
import { ask } from '../policy/ask.ts';
import type { Policy } from '../policy/policy.ts';
import { boundariesAskedFor, versionsWithin } from '../policy/versions.ts';
import type { Project } from '../project.ts';
import { FOREIGN_ORIGIN } from '../rules/exposure.ts';
import type { Question, RuleContext, Witness } from '../rules/rule.ts';

/**
 * Where a project only declares a range, the newest version that it allows is judged. What older ones in the range answer
 * otherwise is told here, one sentence a version; the versions tried are the lowest and each at which the library's model
 * makes a difference.
 */
export function otherVersions(
  policy: Policy,
  project: Project,
  uri: string,
  context: RuleContext,
): readonly string[] {
  const { version } = policy;
  const module = project.module(uri);
  if (version.version !== undefined || version.range === undefined || !module) return [];
  const newest = (question: Question) => context.ask(policy, question);
  const boundaries = boundariesAskedFor(() => {
    const same = at(undefined);
    if (same) for (const question of QUESTIONS) ask(same, frameworkOf(same.framework).respond, question);
  });
  const notes: string[] = [];
  for (const exact of versionsWithin(version.range, boundaries)) {
    const older = at(exact);
    if (!older) continue;
    const { respond } = frameworkOf(older.framework);
    const question = QUESTIONS.find((each) => outcome(ask(older, respond, each)) !== outcome(newest(each)));
    if (!question) continue;
    const [then, now] = [ask(older, respond, question), newest(question)];
    notes.push(
      `\`${version.range}\` allows ${version.package} ${exact} too, which answers otherwise: to \`${question.origin}\`${question.credentials ? ' with cookies' : ''} ${said(then)}, and the page ${reads(then)}; the newest version answers ${said(now)}, and the page ${reads(now)}.`,
    );
  }
  // The same difference at a later boundary says nothing new.
  return notes.filter((note, index) => notes.findIndex((other) => tail(other) === tail(note)) === index);

  /** The same set-up, read and judged for one exact version. */
  function at(exact: string | undefined): Policy | undefined {
    if (!module) return undefined;
    const fixed: Project = {
      ...project,
      version: (packages, of) => {
        const found = project.version(packages, of);
        return exact === undefined || found.package !== version.package
          ? found
          : { package: found.package, version: exact, from: found.from };
      },
    };
    return readModule(fixed, module).policies.find(
      ({ framework, setup, when }) =>
        framework === policy.framework &&
        setup.uri === policy.setup.uri &&
        setup.start === policy.setup.start &&
        JSON.stringify(when.map(({ text }) => text)) === JSON.stringify(policy.when.map(({ text }) => text)),
    );
  }
}

const QUESTIONS: readonly Question[] = [
  { origin: FOREIGN_ORIGIN, credentials: true },
  { origin: FOREIGN_ORIGIN, credentials: false },
  { origin: 'null', credentials: true },
  { origin: FOREIGN_ORIGIN, credentials: true, method: 'PUT', headers: ['Content-Type'] },
];

function outcome({ decision }: Witness): string {
  return `${decision.allowed} ${decision.sent}`;
}

function said({ response }: Witness): string {
  const origin = headerOf(response.headers, 'access-control-allow-origin');
  return origin === undefined
    ? 'without `Access-Control-Allow-Origin`'
    : `\`Access-Control-Allow-Origin: ${origin}\``;
}

function reads({ decision }: Witness): string {
  return decision.allowed ? 'may read it' : 'may not read it';
}

function tail(note: string): string {
  return note.slice(note.indexOf(' too, '));
}
