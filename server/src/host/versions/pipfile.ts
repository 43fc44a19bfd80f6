import { parse } from 'smol-toml';
import { readRequirement } from './requirements.ts';
import { attempt, isRecord, type Parse, pythonName, recordAt, type Stated } from './stated.ts';

/** `Pipfile`: https://github.com/pypa/pipfile */
export const parsePipfile: Parse = (text) => {
  const root = attempt<unknown>(() => parse(text), undefined);
  return ['packages', 'dev-packages'].flatMap((section) => statePipenv(recordAt(root, section)));
};

export const parsePipfileLock: Parse = (text) => {
  const root = attempt<unknown>(() => JSON.parse(text), undefined);
  return ['default', 'develop'].flatMap((section) => statePipenv(recordAt(root, section)));
};

/** A name with `"==1.0"`, `"*"`, or a table that holds it as `version`. */
function statePipenv(section: Record<string, unknown>): readonly Stated[] {
  return Object.entries(section).map(([name, value]) => {
    const written = isRecord(value) ? value.version : value;
    const stated =
      typeof written === 'string' && written !== '*' ? readRequirement(`${name} ${written}`) : undefined;
    return stated ?? { name: pythonName(name) };
  });
}
