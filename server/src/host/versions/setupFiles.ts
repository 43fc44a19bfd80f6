import { readRequirement } from './requirements.ts';
import type { Parse, Stated } from './stated.ts';

/** `setup.cfg`: `install_requires` of `[options]` and every key of `[options.extras_require]`, one requirement a line. */
export const parseSetupCfg: Parse = (text) => {
  const stated: Stated[] = [];
  let section = '';
  let reading = false;
  const take = (written: string) => {
    for (const item of written.split(';', 1)) {
      const one =
        item.trim() === '' || item.trim().startsWith('#') ? undefined : readRequirement(item.trim());
      if (one) stated.push(one);
    }
  };
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      section = header.trim();
      reading = false;
    } else if (/^\s/.test(line)) {
      if (reading) take(line);
    } else {
      const at = line.search(/[=:]/);
      const key = at < 0 ? '' : line.slice(0, at).trim();
      reading = (section === 'options' && key === 'install_requires') || section === 'options.extras_require';
      if (reading && at >= 0) take(line.slice(at + 1));
    }
  }
  return stated;
};

/** No list of requirements is longer, and no file has more of them. */
const MAX_LIST = 50_000;
const MAX_LISTS = 20;

/**
 * `setup.py`: the texts inside the brackets behind `install_requires` and `extras_require`. Read as text, never executed; a
 * list that is computed states nothing.
 */
export const parseSetupPy: Parse = (text) => {
  const stated: Stated[] = [];
  const lists = text.matchAll(
    /\b(?:install_requires|extras_require|requirements|requires)\s{0,20}=\s{0,20}(?=[[{])/g,
  );
  let left = MAX_LISTS;
  for (const { index } of lists) {
    if (--left < 0) break;
    for (const literal of textsInBrackets(text.slice(index, index + MAX_LIST))) {
      const one = readRequirement(literal);
      if (one) stated.push(one);
    }
  }
  return stated;
};

/** The string literals from the first bracket to the one that closes it; keys of a dictionary are left out. */
function textsInBrackets(text: string): readonly string[] {
  const texts: string[] = [];
  let depth = 0;
  for (let at = text.search(/[[{]/); at >= 0 && at < text.length; at++) {
    const unit = text[at];
    if (unit === '#') {
      at = endOfLine(text, at);
    } else if (unit === '[' || unit === '{' || unit === '(') {
      depth++;
    } else if (unit === ']' || unit === '}' || unit === ')') {
      if (--depth <= 0) break;
    } else if (unit === '"' || unit === "'") {
      const end = text.indexOf(unit, at + 1);
      if (end < 0) break;
      if (!/^\s*:/.test(text.slice(end + 1, end + 20))) texts.push(text.slice(at + 1, end));
      at = end;
    }
  }
  return texts;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
