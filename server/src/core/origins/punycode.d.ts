declare module 'punycode/punycode.es6.js' {
  /** Throws a RangeError on text that cannot be encoded. */
  export function toASCII(domain: string): string;
}
