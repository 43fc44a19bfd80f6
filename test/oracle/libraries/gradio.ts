import { gradio } from '../../../server/src/core/frameworks/gradio/index.ts';
import { keywords, setupsOracle } from '../pythonCases.ts';

export const gradioOracle = setupsOracle({
  framework: gradio,
  host: 'gradio',
  prelude: 'import gradio as gr\ndemo = gr.Blocks()\n',
  values: { strict_cors: ['False', '0', 'None'] },
  chances: { strict_cors: 10 },
  forms: [
    (options) => `demo.launch(${keywords(options)})`,
    (options) => `demo.launch(server_name="127.0.0.1", ${keywords(options)})`,
    (options) => `demo.launch(server_name="localhost", ${keywords(options)})`,
    (options) => `demo.launch(server_name="0.0.0.0", auth=("a", "b"), ${keywords(options)})`,
    () => 'demo.launch(server_name="api.example", auth=[("a", "b")])',
  ],
  seed: 48,
  requests: 5,
  recordedSetups: 220,
  blind: {
    'sends every origin back': 'Gradio sends the asking origin where it sends any.',
    'exposes nothing': 'Gradio exposes nothing.',
  },
});
