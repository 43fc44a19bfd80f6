import { type Parse, pythonName, type Stated } from './stated.ts';

/** PEP 508's names, and extras behind. */
const REQUIREMENT = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/;
const PIN = /^={2,3}\s*([^\s,;*]+)$/;

/** A requirement is shorter; what goes beyond, such as hashes, is not read. */
const LONGEST = 500;

/** `requirements.txt`, constraints, and everything pip reads: https://pip.pypa.io/en/stable/reference/requirements-file-format */
export const parseRequirements: Parse = (text) => {
  const stated: Stated[] = [];
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const plain = line
      .slice(0, LONGEST)
      .replace(/(?:^|\s)#.*$/, '')
      .trim();
    if (plain === '' || plain.startsWith('-')) continue;
    const one = readRequirement(plain);
    if (one) stated.push(one);
  }
  return stated;
};

/** `Flask-Cors[x] ==3.0.10 ; python_version >= "3.8" --hash=…` */
export function readRequirement(text: string): Stated | undefined {
  // Hashes follow a pin directly, an environment marker a semicolon.
  const bare =
    text
      .slice(0, LONGEST)
      .split(/;|\s--/, 1)[0]
      ?.trim() ?? '';
  const match = REQUIREMENT.exec(bare);
  if (!match) return undefined;
  const name = pythonName(match[1] ?? '');
  const specifier = (match[2] ?? '').replace(/^\(|\)$/g, '').trim();
  const pin = PIN.exec(specifier)?.[1];
  if (pin !== undefined) return { name, version: pin };
  // `name @ https://…` is declared without a range; anything else that is no comparison is not a requirement.
  if (specifier === '' || specifier.startsWith('@')) return { name };
  return /^[<>=!~]/.test(specifier) ? { name, range: specifier } : undefined;
}
