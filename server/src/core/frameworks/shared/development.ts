import type { When } from '../../evaluate/value.ts';

/** A settings module, a dev-server's configuration, a set-up for a developer's own machine, by the file's name. */
const NAMED = /(?:^|[/._-])(dev|development|local|localhost|test|testing)(?=[._-][^/]*$|\/[^/]*$|$)/i;
const DEV_SERVER =
  /(?:^|\/)(?:vite|webpack|rspack|rsbuild|craco|vue|setupProxy|webpackDevServer)(?:\.config)?(?:\.[a-z]+)*\.[cm]?[jt]s$/i;

/**
 * Why a set-up is thought to run in development only, or undefined. It ends a sentence: "`DEBUG` is true". Only the
 * file's own name counts, and folders that hold nothing but tests: one called `test` or `dev` may stand above a whole project.
 */
export function developmentOf(when: readonly When[], uri: string): string | undefined {
  const condition = when.find((one) => one.development);
  if (condition) return condition.text.replace(/^when /, '');
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  if (DEV_SERVER.test(name)) return `\`${name}\` configures a development server`;
  if (NAMED.test(name)) return `the file is called \`${name}\``;
  const [, folder] = /(?:^|\/)(__(?:tests|mocks)__)\//.exec(uri) ?? [];
  return folder === undefined ? undefined : `the file lies in \`${folder}\``;
}
