import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

/** The file is loaded by its path, as the module that it is: its package declares no type. */
const TRIE = 'node_modules/tldts/dist/es6/src/data/trie.js';

/**
 * The Public Suffix List as `server/src/core/origins/public-suffix-data.ts` holds it, from the data of the package `tldts`:
 * labels from the last to the first, `com(br,cn)`. In front of a label `~` says that it is no rule by itself, `=` that
 * it is a rule of the private section, `!` that it is an exception; ICANN's rules have no sign.
 */
export async function publicSuffixData() {
  const source = fs.readFileSync(path.join(ROOT, TRIE), 'utf8');
  const trie = await import(`data:text/javascript,${encodeURIComponent(source.replace(/\n\/\/#.*$/, ''))}`);
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'node_modules/tldts/package.json'), 'utf8'));
  const text = merged(trie.rulesRoot, trie.exceptionsRoot, withoutPlaces(trie, reader(trie)));
  return `/**
 * The Public Suffix List (https://publicsuffix.org/list/, Mozilla Public License 2.0) as tldts ${version} carries it.
 * Written by \`npm run generate\` (scripts/lib/publicSuffixes.mjs), which also says how to read it.
 */
export const PUBLIC_SUFFIXES =
  '${text}';
`;
}

function reader({ nodeFlags, edgeStart, edgeChild, edgeLength, labelText }) {
  const offsets = [];
  let offset = 0;
  for (const length of edgeLength) {
    offsets.push(offset);
    offset += length;
  }
  return (node) => {
    const edges = [];
    for (let edge = edgeStart[node]; edge < edgeStart[node + 1]; edge++) {
      const label = labelText.slice(offsets[edge], offsets[edge] + edgeLength[edge]);
      edges.push({ label, node: edgeChild[edge], flags: nodeFlags[edgeChild[edge]] });
    }
    return edges;
  };
}

const ICANN = 1;
const WITH_PLACES = /^(?:jp|no|it)$/;

function withoutPlaces(trie, edgesOf) {
  const countries = new Set(
    [trie.rulesRoot, trie.exceptionsRoot].flatMap((root) =>
      edgesOf(root)
        .filter(({ label }) => WITH_PLACES.test(label))
        .map(({ node }) => node),
    ),
  );
  return (node) =>
    edgesOf(node).filter(
      ({ label, flags }) => !countries.has(node) || label.length <= 3 || (flags !== 0 && !(flags & ICANN)),
    );
}

function merged(rules, exceptions, edgesOf) {
  const write = (rule, exception) => {
    const labels = new Map();
    for (const edge of rule === undefined ? [] : edgesOf(rule)) labels.set(edge.label, { rule: edge });
    for (const edge of exception === undefined ? [] : edgesOf(exception)) {
      labels.set(edge.label, { ...labels.get(edge.label), exception: edge });
    }
    const parts = [...labels]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([label, each]) => {
        const sign = each.exception?.flags
          ? '!'
          : !each.rule?.flags
            ? '~'
            : each.rule.flags & ICANN
              ? ''
              : '=';
        const inner = write(each.rule?.node, each.exception?.node);
        return `${sign}${ascii(label)}${inner === '' ? '' : `(${inner})`}`;
      });
    return parts.join(',');
  };
  return write(rules, exceptions);
}

/** Browsers send international names in ASCII. */
function ascii(label) {
  return label === '*' ? label : new URL(`http://${label}.example`).hostname.replace(/\.example$/, '');
}
