import type { Framework, OptionSpec, OptionTable } from '../framework.ts';
import { CORS_PACKAGE_OPTIONS } from '../shared/cors-package/options.ts';
import { read } from './read.ts';
import { respond } from './respond.ts';

/** Vite brings the package `cors`, and a default of its own for the origins. */
const OPTIONS: OptionTable = {
  ...CORS_PACKAGE_OPTIONS,
  options: CORS_PACKAGE_OPTIONS.options.map(
    (option): OptionSpec =>
      option.name === 'origin' ? { ...option, default: 'localhost, 127.0.0.1 and [::1]' } : option,
  ),
};

/** The development server of Vite, and its preview of a build. */
export const vite: Framework = {
  id: 'vite',
  title: 'Vite',
  languages: ['javascript'],
  packages: ['vite'],
  words: ['["\'](?:vite|vitest/config|astro/config|vitepress)["\']'],
  options: OPTIONS,
  read,
  respond,
  support: {
    name: 'Vite',
    versions: '3 – 8',
    forms: [
      '`defineConfig({ server: { cors: … } })`, also as a function',
      '`export default { server: { cors: … } }` in `vite.config.*`',
      '`mergeConfig(base, { preview: { cors: … } })`',
      '`createServer({ server: { cors: … } })`',
      '`vite: { server: { cors: … } }` of Astro and VitePress',
    ],
    modelled:
      '`server.cors` and `preview.cors` with all options of `cors`; the default of each version where nothing is given and it lets every origin in; not what a plugin adds',
    checked: '3.2.11, 4.5.5, 4.5.6, 4.5.9, 5.4.11, 5.4.12, 5.4.14, 6.0.8, 6.0.9, 6.0.11, 7.3.8',
  },
};
