import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Framework } from '../../server/src/core/frameworks/framework.ts';
import type { Answer, Header, ServerRequest } from '../../server/src/core/policy/answer.ts';
import type { Policy } from '../../server/src/core/policy/policy.ts';
import { recorded } from './recording.ts';

/**
 * Real Python libraries, one folder a version, installed into `.cache/oracle/python` with `pip --target` when they are
 * asked; what they said is recorded (see recording.ts).
 * `requirements/libraries.txt` pins the libraries, the other files the frameworks that they run in. To pin another:
 * `pip install --dry-run --ignore-installed --report - <name>==<version>` says the hash.
 */
const CACHE = fileURLToPath(new URL('../../.cache/oracle/python/', import.meta.url));
const REQUIREMENTS = fileURLToPath(new URL('./python/requirements/', import.meta.url));
const SCRIPT = fileURLToPath(new URL('./python/answers.py', import.meta.url));
export const PYTHON = process.env.PYTHON ?? 'python3';

/** What a project would write, and what is asked of it. */
export interface PythonCase {
  readonly source: string;
  readonly requests: readonly ServerRequest[];
}

/** The versions of a library that `requirements/libraries.txt` pins, oldest first. */
export function pinnedVersions(library: string): readonly string[] {
  return pins().flatMap((line) => (line.startsWith(`${library}==`) ? [versionOf(line)] : []));
}

/** What one version of a library answers, inside the framework that `host` names. */
function pythonAnswers(
  library: string,
  version: string,
  host: string,
  cases: readonly PythonCase[],
): readonly (readonly Answer[])[] {
  const pin = pins().find((line) => line.startsWith(`${library}==${version} `));
  if (pin === undefined) throw new RangeError(`${library} ${version} is not pinned`);
  const path = [install(`${library}-${version}`, `${pin}\n`), install(host, read(`${host}.txt`))];
  // -I: nothing of the user's own site or environment gets in; the path is given to the script itself.
  const run = spawnSync(
    PYTHON,
    [
      '-I',
      '-c',
      `import sys, runpy; sys.path[:0] = sys.argv[1:]; runpy.run_path(${JSON.stringify(SCRIPT)})`,
      ...path,
    ],
    {
      input: JSON.stringify({ library, cases }),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  if (run.status !== 0) throw new Error(`${library} ${version}: ${run.stderr}`);
  return JSON.parse(run.stdout) as readonly (readonly Answer[])[];
}

function pins(): readonly string[] {
  return read('libraries.txt').split('\n');
}

function versionOf(pin: string): string {
  return /==(\S+)/.exec(pin)?.[1] ?? '';
}

function read(name: string): string {
  return readFileSync(join(REQUIREMENTS, name), 'utf8');
}

function install(name: string, requirements: string): string {
  const folder = join(CACHE, name);
  const stamp = join(CACHE, `${name}.txt`);
  if (existsSync(folder) && existsSync(stamp) && readFileSync(stamp, 'utf8') === requirements) return folder;
  mkdirSync(CACHE, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  const pending = join(CACHE, `${name}.pending.txt`);
  writeFileSync(pending, requirements);
  execFileSync(
    PYTHON,
    [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--root-user-action=ignore',
      '--no-deps',
      '--require-hashes',
      '--target',
      folder,
      '--requirement',
      pending,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  rmSync(pending);
  writeFileSync(stamp, requirements);
  return folder;
}

/** One exchange that came out otherwise than predicted. */
export interface Difference {
  readonly source: string;
  readonly request: string;
  readonly predicted: string;
  readonly real: string;
}

/**
 * Puts the same cases to a version of the real library and to its model. `policyOf` reads the one policy that a case's
 * source makes; it throws where there is none or another.
 */
export function differencesFrom(
  framework: Framework,
  version: string,
  host: string,
  cases: readonly PythonCase[],
  policyOf: (source: string) => Policy,
): readonly Difference[] {
  const real = recorded(framework.id, version, cases, () =>
    pythonAnswers(framework.id, version, host, cases).flat().map(comparable),
  );
  let next = 0;
  return cases.flatMap(({ source, requests: asked }) => {
    const policy = policyOf(source);
    return asked.flatMap((request) => {
      const answer = real[next++] ?? 'nothing recorded';
      const predicted = comparable(framework.respond(policy, request));
      return predicted === answer
        ? []
        : [{ source, request: describeRequest(request), predicted, real: answer }];
    });
  });
}

/** Long enough to install and ask a version for the first time. */
export const TIMEOUT = 300_000;

/** Headers by lower-case name, in order of the names: what two answers are compared by. */
function comparable(answer: Answer): string {
  const headers = answer.headers.map(([name, value]): Header => [name.toLowerCase(), value]);
  headers.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const start = `${answer.status}${answer.handled ? '' : ' (application)'}`;
  return [start, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n');
}

function describeRequest(request: ServerRequest): string {
  return [request.method, ...request.headers.map(([name, value]) => `${name}: ${value}`)].join('; ');
}
