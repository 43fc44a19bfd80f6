import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Framework } from '../../server/src/core/frameworks/framework.ts';
import type { ServerRequest } from '../../server/src/core/policy/answer.ts';
import type { Policy } from '../../server/src/core/policy/policy.ts';
import { seedOf } from './budget.ts';
import type { OracleCase, OracleLibrary } from './library.ts';
import { APPLICATION_HEADERS, type Running } from './loopback.ts';
import { type Random, seeded } from './requests.ts';

/**
 * Real Python libraries, one folder a version, installed into `.cache/oracle/python` with `pip --target` when they are
 * asked, and serve on 127.0.0.1; what they said is recorded (see recording.ts).
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

/** How a Python library is put to the test. */
export interface PythonLibrary {
  readonly framework: Framework;
  readonly seed: number;
  /** The file of `python/requirements` with the framework that a version runs in, where it needs one. */
  host(version: string): string | undefined;
  /** What projects would write. A smaller number of set-ups is the beginning of a larger one. */
  cases(random: Random, setups: number, version: string): readonly PythonCase[];
  readonly requestsPerSetup: number;
  /** Set-ups a version whose answers are recorded. */
  readonly recordedSetups: number;
  /** The policy of a source that answers a request; throws where there is none. */
  policyOf(source: string, version: string, request: ServerRequest): Policy;
  /** Different policies of a source answer different requests. */
  readonly hasSeveral?: true;
  readonly blind?: Readonly<Record<string, string>>;
}

export function pythonOracle(library: PythonLibrary): OracleLibrary {
  const { framework, requestsPerSetup, recordedSetups, blind } = library;
  const seed = seedOf(library.seed);
  return {
    id: framework.id,
    versions: pinnedVersions(framework.id),
    seed,
    recorded: recordedSetups * requestsPerSetup,
    cases: (version, exchanges) =>
      library
        .cases(seeded(seed), Math.ceil(exchanges / requestsPerSetup), version)
        .map(({ source, requests }) => {
          let policy: Policy | undefined;
          return {
            source,
            requests,
            predict(request) {
              if (!policy || library.hasSeveral) policy = library.policyOf(source, version, request);
              return framework.respond(policy, request);
            },
          };
        }),
    isInstalled: (version) => neededBy(framework.id, version, library.host(version)).every(isInstalled),
    bring: async (version, until) => {
      await foldersOf(framework.id, version, library.host(version), until);
    },
    start: (version, cases) => startPython(framework.id, version, library.host(version), cases),
    ...(blind && { blind }),
  };
}

/** Serves the set-ups of one version of a library, inside the framework that `host` names. */
async function startPython(
  library: string,
  version: string,
  host: string | undefined,
  cases: readonly OracleCase[],
): Promise<Running> {
  const path = await foldersOf(library, version, host);
  // -I: nothing of the user's own site or environment gets in; the path is given to the script itself.
  const start = `import sys, runpy; sys.path[:0] = sys.argv[1:]; runpy.run_path(${JSON.stringify(SCRIPT)})`;
  const child = spawn(PYTHON, ['-I', '-c', start, ...path], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  child.stdin.end(
    JSON.stringify({ library, sources: cases.map(({ source }) => source), added: APPLICATION_HEADERS }),
  );
  const port = await new Promise<number>((done, fail) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => done(Number(text)));
    child.on('error', fail);
    child.on('close', () => fail(new Error(`${library} ${version}: ${complaints}`)));
  });
  return {
    port,
    async stop() {
      child.kill();
      await ended;
    },
  };
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

/** What stands in one folder, and the requirements that bring it. */
interface Needed {
  readonly name: string;
  readonly requirements: string;
}

function neededBy(library: string, version: string, host: string | undefined): readonly Needed[] {
  const pin = pins().find((line) => line.startsWith(`${library}==${version} `));
  if (pin === undefined) throw new RangeError(`${library} ${version} is not pinned`);
  return [
    { name: `${library}-${version}`, requirements: `${pin}\n` },
    ...(host === undefined ? [] : [{ name: host, requirements: read(`${host}.txt`) }]),
  ];
}

/** The folders of one version and of what it runs in, which are installed where they are missing. */
async function foldersOf(
  library: string,
  version: string,
  host: string | undefined,
  until?: number,
): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const needed of neededBy(library, version, host)) folders.push(await install(needed, until));
  return folders;
}

function isInstalled({ name, requirements }: Needed): boolean {
  const stamp = join(CACHE, `${name}.txt`);
  return existsSync(join(CACHE, name)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === requirements;
}

async function install(needed: Needed, until?: number): Promise<string> {
  const { name, requirements } = needed;
  const folder = join(CACHE, name);
  if (isInstalled(needed)) return folder;
  mkdirSync(CACHE, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  const pending = join(CACHE, `${name}.pending.txt`);
  writeFileSync(pending, requirements);
  await pip(
    [
      'install',
      '--quiet',
      '--root-user-action=ignore',
      '--no-deps',
      '--require-hashes',
      '--target',
      folder,
      '--requirement',
      pending,
    ],
    until,
  );
  rmSync(pending);
  writeFileSync(join(CACHE, `${name}.txt`), requirements);
  return folder;
}

/** Throws what pip complains of, in its own words. Without an end it waits as long as it takes. */
async function pip(args: readonly string[], until?: number): Promise<void> {
  const given = ['-m', 'pip', '--disable-pip-version-check', ...args];
  const timeout = until === undefined ? 0 : Math.max(1, until - Date.now());
  try {
    await promisify(execFile)(PYTHON, given, { timeout });
  } catch (error) {
    const {
      stderr = '',
      killed = false,
      message = '',
    } = error as { readonly stderr?: string; readonly killed?: boolean; readonly message?: string };
    throw new Error(`pip: ${killed ? 'no time was left' : stderr.trim() || message}`);
  }
}
