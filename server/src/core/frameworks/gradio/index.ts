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
    versions: '5.0 and later',
    forms: ['`demo.launch(strict_cors=False)`', '`demo.launch(server_name=…, auth=…)`'],
    modelled:
      'the middleware of its own, which Gradio puts into every application: on this machine only pages of this machine and, without `strict_cors`, `null`; under any other name every origin with credentials, which is told where there is a login; not `share`, nor `mount_gradio_app`',
    checked: '5.0.0, 5.50.0, 6.31.0',
  },
};
