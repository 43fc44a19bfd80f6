import { nameOf, parentOf } from '../uris.ts';
import { readDotenv } from './dotenv.ts';
import type { Assignment } from './lines.ts';
import { type IsEnvironment, readYaml } from './yaml.ts';

export type Read = (text: string) => readonly Assignment[];

/** Copies, archives of keys, and sources of programs that begin with `.env.` are none. */
const NO_DOTENV = /\.(?:[cm]?[jt]sx?|py|json|md|vault|keys|enc|gpg|age|asc|sops|bak|orig|swp|zip|d|tmp)$|~$/i;

/** How a file beside the sources says what variables hold; undefined for every other file. */
export function variableReader(name: string): Read | undefined {
  if (/^\.env(?:\.[\w.-]{1,80})?$/.test(name)) return NO_DOTENV.test(name) ? undefined : readDotenv;
  if (/^(?:docker-)?compose[\w.-]{0,80}\.ya?ml$/.test(name)) return yaml(isComposeEnvironment);
  return /^\.gitlab-ci\.ya?ml$/.test(name) ? yaml(isGitlabVariables) : undefined;
}

/** For a file of `.github/workflows`. */
export function workflowReader(name: string): Read | undefined {
  return /\.ya?ml$/.test(name) ? yaml(isWorkflowEnvironment) : undefined;
}

/** Whether a file may say what a variable holds. */
export function tellsVariables(uri: string): boolean {
  const name = nameOf(uri);
  if (variableReader(name)) return true;
  const folder = parentOf(uri);
  const above = folder === undefined ? undefined : parentOf(folder);
  return (
    above !== undefined &&
    folder !== undefined &&
    nameOf(folder) === 'workflows' &&
    nameOf(above) === '.github' &&
    workflowReader(name) !== undefined
  );
}

/** Globs of the files that {@link tellsVariables} knows, for a client's file watcher. */
export const VARIABLE_GLOBS: readonly string[] = [
  '**/{.env,.env.*}',
  '**/{docker-compose,compose}*.{yml,yaml}',
  '**/.gitlab-ci.{yml,yaml}',
  '**/.github/workflows/*.{yml,yaml}',
];

function yaml(isEnvironment: IsEnvironment): Read {
  return (text) => readYaml(text, isEnvironment);
}

/** Compose: `services.<name>.environment`. */
const isComposeEnvironment: IsEnvironment = (path) =>
  path.length === 3 && path[0] === 'services' && path[2] === 'environment';

/** GitHub Actions: `env` of the workflow, of a job, of its container and services, and of a step. */
const isWorkflowEnvironment: IsEnvironment = (path) => {
  if (path.at(-1) !== 'env') return false;
  if (path.length === 1) return true;
  if (path[0] !== 'jobs' || path.length > 5) return false;
  return path.length === 3 || ['steps', 'container', 'services'].includes(path[2] ?? '');
};

/** GitLab: `variables` of all jobs, of one, and of a rule. */
const isGitlabVariables: IsEnvironment = (path) =>
  path.at(-1) === 'variables' && (path.length <= 2 || (path.length === 3 && path[1] === 'rules'));
