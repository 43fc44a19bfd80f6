import { commands, type Disposable } from 'vscode';
import type { Commands } from '../../../server/src/lsp/messages.ts';
import type { Lens } from '../connection.ts';

/** Peeks at the places where the cursor is; a single one is peeked at too, so that nobody loses their own place. */
export function registerShowPlaces({ client }: Lens): Disposable {
  return commands.registerCommand(
    'corsLens.showPlaces',
    async ({ uri, position, places }: Commands['corsLens.showPlaces']) => {
      const { protocol2CodeConverter: convert } = client;
      await commands.executeCommand(
        'editor.action.peekLocations',
        convert.asUri(uri),
        convert.asPosition(position),
        places.map((place) => convert.asLocation(place)),
        'peek',
      );
    },
  );
}
