/** RFC 9110 section 5.6.2: `token = 1*tchar`. Methods, header names and `*` are tokens. */
const tchar = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

export function isToken(text: string): boolean {
  return tchar.test(text);
}
