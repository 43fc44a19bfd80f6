import type { Engine } from '../core/index.ts';
import type { Analysis } from './analysis.ts';
import type { OptionSpec } from './options.ts';
import type { Command } from './run.ts';

export const ENGINES: readonly Engine[] = ['fetch', 'chromium', 'firefox', 'webkit'];

const OPTIONS: readonly OptionSpec[] = [
  {
    name: '--origin',
    value: 'ORIGIN',
    help: 'The origin of the page that asks: https://app.example, or null. Needed.',
  },
  { name: '--method', value: 'METHOD', help: 'Of the request; GET when it is not given.' },
  {
    name: '--header',
    value: 'NAME[=VALUE]',
    repeated: true,
    help: 'A header that the page sets; the value is 1 when it is not given.\nMay be given several times.',
  },
  { name: '--credentials', help: "The page asks with credentials (credentials: 'include')." },
  { name: '--cookie', help: 'The browser has a cookie for the server; with --credentials it\ngoes along.' },
  {
    name: '--engine',
    value: 'ENGINE',
    choices: ENGINES,
    help: 'fetch (default, the letter of the standard), chromium, firefox or\nwebkit.',
  },
  { name: '--format', value: 'FORMAT', choices: ['text', 'json'], help: 'text (default) or json.' },
];

const DETAILS = `FILE is a Python, JavaScript or TypeScript file; with a line, FILE:LINE, only the
set-up there is explained. What cannot be known is said, and counts as refused.

Exit status:
  0  explained, whatever the browser decides
  2  wrong use, a file that could not be read, or no set-up there
`;

/** What one set-up answers to one request, and what the browser makes of it. */
export function explainCommand(load: () => Promise<Analysis>): Command {
  return {
    name: 'explain',
    operands: 'FILE[:LINE]',
    summary: 'Say what a set-up answers to a request, and what the browser then does.',
    details: DETAILS,
    options: OPTIONS,
    run: async (given, terminal) => (await load()).explain(given, terminal),
  };
}
