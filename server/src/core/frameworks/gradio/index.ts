import type { Framework } from '../framework.ts';
import { GRADIO_TABLE } from './options.ts';
import { GRADIO_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const gradio: Framework = {
  id: 'gradio',
  title: 'Gradio',
  languages: ['python'],
  packages: GRADIO_PACKAGES,
  words: ['gradio'],
  options: GRADIO_TABLE,
  read,
  respond,
  support: {
    name: 'Gradio',
    versions: '3.0 and later; before 5.0 for the flaws of the version alone',
    forms: [
      '`demo.launch(strict_cors=False)`',
      '`demo.launch(server_name=…, auth=…)`',
      '`demo.launch()` before 5.0',
    ],
    modelled:
      'the middleware of its own, which Gradio puts into every application: on this machine only pages of this machine and, without `strict_cors`, `null`; under any other name every origin with credentials, which is told where there is a login; before 5.0, where the lock file says which version it is, what that does by itself; not `share`, nor `mount_gradio_app`',
    checked: '4.19.1, 4.23.0, 4.31.5, 4.37.2, 4.44.1, 5.0.0, 5.50.0, 6.31.0',
  },
};
