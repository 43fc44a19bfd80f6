import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { oracleMode } from './budget.ts';

/**
 * Answers of real programs, kept in `recorded/` so that the tests need neither them nor a network. With
 * `ORACLE=live` in the environment the programs are asked again, and what they say is recorded.
 */

interface Run {
  readonly run: string;
  /** Of what was asked. Other questions have no recorded answers. */
  readonly digest: string;
  /** Numbers of answers, in the order of the questions. */
  readonly answers: string;
}

/** The answers of one run, recorded in `recorded/<file>.jsonl`; `measure` asks for them. */
export async function recorded(
  file: string,
  run: string,
  questions: unknown,
  measure: () => readonly string[] | Promise<readonly string[]>,
): Promise<readonly string[]> {
  const path = fileURLToPath(new URL(`./recorded/${file}.jsonl`, import.meta.url));
  const digest = createHash('sha256').update(JSON.stringify(questions)).digest('hex').slice(0, 16);
  const mode = oracleMode();
  if (mode !== 'recorded') {
    const answers = await measure();
    // Read only now: the answers of other versions may have come meanwhile.
    if (mode === 'record') write(path, read(path), run, digest, answers);
    return answers;
  }
  const found = read(path).get(run);
  if (found?.digest === digest) return found.answers;
  throw new Error(`other questions are recorded for ${file} ${run}: run the test once with ORACLE=live`);
}

type Recording = ReadonlyMap<string, { readonly digest: string; readonly answers: readonly string[] }>;

/** A line that holds a text is an answer, a line that holds an object a run. */
function read(path: string): Recording {
  const recording = new Map<string, { digest: string; answers: readonly string[] }>();
  if (!existsSync(path)) return recording;
  const texts: string[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const parsed = JSON.parse(line) as string | Run;
    if (typeof parsed === 'string') texts.push(parsed);
    else {
      const answers = parsed.answers.split(' ').map((number) => texts[Number(number)] ?? '');
      recording.set(parsed.run, { digest: parsed.digest, answers });
    }
  }
  return recording;
}

function write(
  path: string,
  known: Recording,
  run: string,
  digest: string,
  answers: readonly string[],
): void {
  const all = new Map(known).set(run, { digest, answers });
  const numbers = new Map<string, number>();
  const runs = [...all].map(([name, one]): Run => {
    const written = one.answers.map((answer) => {
      const number = numbers.get(answer) ?? numbers.size;
      numbers.set(answer, number);
      return number;
    });
    return { run: name, digest: one.digest, answers: written.join(' ') };
  });
  const lines = [...numbers.keys(), ...runs].map((line) => `${JSON.stringify(line)}\n`);
  writeFileSync(path, lines.join(''));
}
