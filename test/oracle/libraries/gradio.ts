import { gradio } from '../../../server/src/core/frameworks/gradio/index.ts';
import { keywords, setupsOracle, type Written } from '../pythonCases.ts';

const SINCE = [
  (options: Written) => `demo.launch(${keywords(options)})`,
  (options: Written) => `demo.launch(server_name="127.0.0.1", ${keywords(options)})`,
  (options: Written) => `demo.launch(server_name="localhost", ${keywords(options)})`,
  (options: Written) => `demo.launch(server_name="0.0.0.0", auth=("a", "b"), ${keywords(options)})`,
  () => 'demo.launch(server_name="api.example", auth=[("a", "b")])',
];

const BEFORE = [
  () => 'demo.launch()',
  () => 'demo.launch(server_name="127.0.0.1")',
  () => 'demo.launch(server_name="localhost")',
  () => 'demo.launch(server_name="0.0.0.0", auth=("a", "b"))',
  () => 'demo.launch(server_name="api.example", auth=[("a", "b")])',
  (options: Written) => `demo.launch(${keywords(options)})`,
];

/** Before 5.0 a server that lets everybody in by its version is a set-up as well, and `strict_cors` raises. */
export const gradioOracle = setupsOracle({
  framework: gradio,
  host: 'gradio',
  prelude: 'import gradio as gr\ndemo = gr.Blocks()\n',
  values: { strict_cors: ['False', '0', 'None'] },
  chances: { strict_cors: 10 },
  forms: (version) => (/^4/.test(version) ? BEFORE : SINCE),
  seed: 48,
  requests: 5,
  recordedSetups: 220,
  blind: {
    'sends every origin back': 'Gradio sends the asking origin where it sends any.',
    'exposes nothing': 'Gradio exposes nothing.',
  },
});
