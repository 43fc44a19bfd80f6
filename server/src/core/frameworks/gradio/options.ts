import type { OptionTable } from '../framework.ts';

/** Those of `Blocks.launch` that decide who may read (gradio@6.31.0:gradio/blocks.py). */
export const GRADIO_TABLE: OptionTable = {
  unknown: 'raises',
  options: [
    {
      name: 'strict_cors',
      role: 'other',
      type: 'bool',
      default: 'True',
      meaning:
        'Without it an application on this machine also lets the origin `null` in, with credentials: every website can have that origin, in a sandboxed frame. No other origin depends on it.',
    },
    {
      name: 'server_name',
      role: 'other',
      type: 'string',
      default: "'127.0.0.1'",
      meaning:
        'The address on which Gradio listens. A request to any other name than that of this machine is answered with the asking origin and with `Access-Control-Allow-Credentials: true`, whoever asks.',
    },
    {
      name: 'auth',
      role: 'other',
      type: 'function, or user names with passwords',
      default: 'None',
      meaning:
        'A login, which Gradio remembers in a cookie that browsers also send with requests from other sites.',
    },
  ],
};
