import type { Option, Policy } from '../../policy/policy.ts';
import { type JsValue, toJs } from '../shared/javascript/js-value.ts';

/** The old names, which stand before the new ones. */
const OLD: Readonly<Record<string, string>> = {
  allowOrigins: 'origin',
  allowCredentials: 'credentials',
  allowRequestMethods: 'methods',
  allowRequestHeaders: 'headers',
};

/** The option that counts for a setting. */
export function optionFor(options: Policy['options'], name: string): Option | undefined {
  if (name === 'allowResponseHeaders') {
    const given = options.get(name);
    return given && toJs(given.value) !== '' ? given : (options.get('exposeHeaders') ?? given);
  }
  const old = OLD[name];
  return (old === undefined ? undefined : options.get(old)) ?? options.get(name);
}

export function settingOf(options: Policy['options'], name: string): JsValue {
  return toJs(optionFor(options, name)?.value);
}

/** What Sails says of an origin as it lifts; undefined where it takes it. sails@1.5.18:lib/util/check-origin-url.js */
export function refusalOf(origin: string): string | undefined {
  if (origin === '') return 'Must specify a non-empty string';
  if (!/^https?:\/\//.test(origin)) return 'Must specify a protocol like http:// or https://';
  const [, scheme, rest] = /^(https?):\/\/(.*)$/s.exec(origin) ?? [];
  if (scheme === undefined || rest === undefined) return 'Must specify a protocol like http:// or https://';
  const slash = rest.search(/[/?#]/);
  const host = slash < 0 ? rest : rest.slice(0, slash);
  if (host.endsWith(scheme === 'https' ? ':443' : ':80')) return 'Should not explicitly specify the port';
  if (slash < 0) return undefined;
  return rest.slice(slash) === '/' ? 'Should not specify a trailing slash' : 'Should not specify a path';
}
