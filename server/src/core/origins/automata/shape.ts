import { DEFAULT_PORTS } from '../origin.ts';

/** Which part of an origin a unit belongs to. */
export type Part = 'scheme' | 'colon' | 'separator' | 'host' | 'port';

/** An automaton of origins that a question is about. States are texts, so that they can be keys. */
export interface Shape {
  readonly start: string;
  /** Letters that it tells apart from each other. */
  readonly letters: string;
  /** Undefined where no origin goes on so. */
  step(state: string, unit: string): string | undefined;
  isEnd(state: string): boolean;
  /** Of the unit that led to this state. */
  partOf(state: string): Part;
}

/** What hosts must end in, and what they must not end in. */
export interface HostEnds {
  /** Names below which an attacker can get any name: the host is one label or more and one of them. */
  readonly below: readonly string[];
  /** Hosts that are asked for as they are. */
  readonly whole?: readonly string[];
  /** Hosts that are not asked for, with everything below them. */
  readonly notWithin: readonly string[];
  /** Hosts that are not asked for. */
  readonly not: readonly string[];
}

/** `https://host[:port]` with a host of a given end, as a browser sends it. */
export function webOrigins(schemes: readonly string[], ends: HostEnds): Shape {
  const heads = schemes.map((scheme) => `${scheme}://`);
  const hosts = new Ends([
    ...ends.below.map((name): EndText => [`.${name}`, 'wanted']),
    ...(ends.whole ?? []).map((name): EndText => [`^${name}`, 'wanted']),
    ...ends.notWithin.flatMap((name): EndText[] => [
      [`.${name}`, 'refused'],
      [`^${name}`, 'refused'],
    ]),
    ...ends.not.map((name): EndText => [`^${name}`, 'refused']),
  ]);
  const first = hosts.step(hosts.start, '^');
  return {
    start: 's',
    letters: [...heads, ...ends.below, ...ends.notWithin, ...ends.not].join(''),
    step(state, unit) {
      if (state.startsWith('s')) {
        const text = state.slice(1) + unit;
        if (heads.includes(text)) return `h${text.slice(0, -3)} ${first} s`;
        return heads.some((head) => head.startsWith(text)) ? `s${text}` : undefined;
      }
      const [where = '', node = '', last = ''] = state.split(' ');
      if (where.startsWith('p')) return portStep(where, node, unit);
      if (unit === ':')
        return last === 'a' && hosts.isWanted(Number(node)) ? `p${where.slice(1)} -` : undefined;
      const kind = hostKind(last, unit);
      return kind && `${where} ${hosts.step(Number(node), unit)} ${kind}`;
    },
    isEnd(state) {
      const [where = '', node = '', last = ''] = state.split(' ');
      if (where.startsWith('p')) return node !== '-' && node !== DEFAULT_PORTS[where.slice(1)];
      return where.startsWith('h') && last === 'a' && hosts.isWanted(Number(node));
    },
    partOf(state) {
      if (state.startsWith('p')) return 'port';
      if (state.startsWith('s'))
        return state.endsWith(':') ? 'colon' : state.includes(':') ? 'separator' : 'scheme';
      return state.endsWith(` ${first} s`) ? 'separator' : 'host';
    },
  };
}

/** Labels of letters, digits and inner hyphens. `s`: nothing yet, `d`: behind a dot, `a`: a letter or digit, `y`: a hyphen. */
function hostKind(last: string, unit: string): string | undefined {
  if (/[a-z0-9]/.test(unit)) return 'a';
  if (unit === '-') return last === 'a' || last === 'y' ? 'y' : undefined;
  return unit === '.' && last === 'a' ? 'd' : undefined;
}

/** Up to four digits are told apart where they begin like the default port, else only counted. */
function portStep(where: string, port: string, unit: string): string | undefined {
  if (!/\d/.test(unit)) return undefined;
  const standard = DEFAULT_PORTS[where.slice(1)] ?? '';
  const text = port === '-' ? unit : port + unit;
  if (text.startsWith('0') || text.length > 4) return undefined;
  return `${where} ${standard.startsWith(text) ? text : 'x'.repeat(text.length)}`;
}

/**
 * Everything that can stand in an `Origin` header, and a little more: `null`, web origins with any host and port, and those of
 * applications and extensions. What no text of it satisfies, no browser ever sends.
 */
export function allOrigins(): Shape {
  return {
    start: 's',
    letters: 'nullhttpsabcdef',
    step(state, unit) {
      if (state.startsWith('s')) {
        const text = state.slice(1) + unit;
        if (/^[a-z][a-z0-9+.-]{0,8}$/.test(text)) return interesting(text) ? `s${text}` : 's?';
        if (/^[^:/]+:\/{0,2}$/.test(text)) return text.endsWith('://') ? hostStart(text) : `s${text}`;
        return /^\?[a-z0-9+.-]$/.test(text) ? 's?' : undefined;
      }
      return looseHost(state, unit);
    },
    isEnd: (state) => state === 'snull' || (!state.startsWith('s') && state !== 'w0' && state !== 'i'),
    partOf: (state) => (state.startsWith('s') ? (state.includes(':') ? 'separator' : 'scheme') : 'host'),
  };
}

function interesting(text: string): boolean {
  return ['null', 'http', 'https'].some((word) => word.startsWith(text));
}

function hostStart(text: string): string | undefined {
  const scheme = text.slice(0, -3);
  if (scheme === '') return undefined;
  return scheme === 'http' || scheme === 'https' ? 'w0' : 'o';
}

function looseHost(state: string, unit: string): string | undefined {
  switch (state) {
    case 'o':
      // The host of a scheme of its own: no slash, and nothing that ends a host.
      return /[/?#@\\<>^|]/.test(unit) ? undefined : 'o';
    case 'w0':
      return unit === '[' ? 'i' : /[a-z0-9_-]/.test(unit) ? 'w' : undefined;
    case 'w':
      return unit === ':' ? 'w:' : /[a-z0-9_.-]/.test(unit) ? 'w' : undefined;
    case 'i':
      return unit === ']' ? 'i]' : /[0-9a-f:.]/.test(unit) ? 'i' : undefined;
    case 'i]':
      return unit === ':' ? 'w:' : undefined;
    default:
      return /\d/.test(unit) ? 'wp' : undefined;
  }
}

type EndText = readonly [text: string, meaning: 'wanted' | 'refused'];

interface EndNode {
  readonly nexts: Map<string, number>;
  fallback: number;
  wanted: boolean;
  refused: boolean;
}

/** Which of several texts a host ends in: the automaton of Aho and Corasick. `^` stands for the beginning, which is also a dot. */
class Ends {
  readonly #nodes: EndNode[] = [newNode()];
  readonly start = 0;

  constructor(texts: readonly EndText[]) {
    for (const [text, meaning] of texts) {
      let at = 0;
      for (const unit of text) {
        const node = this.#node(at);
        let next = node.nexts.get(unit);
        if (next === undefined) {
          next = this.#nodes.push(newNode()) - 1;
          node.nexts.set(unit, next);
        }
        at = next;
      }
      const end = this.#node(at);
      if (meaning === 'wanted') end.wanted = true;
      else end.refused = true;
    }
    this.#link();
  }

  step(from: number, unit: string): number {
    for (let at = from; ; at = this.#node(at).fallback) {
      const next = this.#node(at).nexts.get(unit);
      if (next !== undefined) return next;
      if (at === 0) return 0;
    }
  }

  isWanted(at: number): boolean {
    const node = this.#node(at);
    return node.wanted && !node.refused;
  }

  #node(at: number): EndNode {
    return this.#nodes[at] ?? newNode();
  }

  /** In order of depth, which is the order of a search in width. */
  #link(): void {
    const queue = [...this.#node(0).nexts.values()];
    for (const at of queue) {
      const node = this.#node(at);
      for (const [unit, next] of node.nexts) {
        const child = this.#node(next);
        child.fallback = this.step(node.fallback, unit);
        const known = this.#node(child.fallback);
        child.wanted ||= known.wanted;
        child.refused ||= known.refused;
        queue.push(next);
      }
    }
  }
}

function newNode(): EndNode {
  return { nexts: new Map(), fallback: 0, wanted: false, refused: false };
}
