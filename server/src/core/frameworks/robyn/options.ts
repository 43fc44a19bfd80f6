import type { OptionSpec, OptionTable } from '../framework.ts';

/** `ALLOW_CORS` (robyn@0.88.0:robyn/__init__.py); `app` comes before them. */
export const ROBYN_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origins',
    role: 'origins',
    type: 'list of strings, or one string',
    default: 'required',
    meaning:
      'The origins that may ask at all, compared letter by letter: a request from any other is answered with status 403. `"*"` allows every origin. One origin alone is sent with every answer; where there are several, answers say `*`, so that none of them can read with cookies.',
  },
  {
    name: 'headers',
    role: 'headers',
    type: 'list of strings, or one string with commas between',
    default: 'None',
    meaning:
      'Request headers that preflights allow: a list beside Content-Type and Authorization, a string in place of them.',
    versions: '>=0.67.0',
  },
];

export const ROBYN_TABLE: OptionTable = { unknown: 'raises', options: ROBYN_OPTIONS };
