import { commands, type Disposable, window } from 'vscode';
import type { Lens } from '../connection.ts';

export function registerRestart({ client }: Lens): Disposable {
  return commands.registerCommand('corsLens.restartServer', async () => {
    try {
      if (client.isRunning()) await client.stop();
      await client.start();
      window.setStatusBarMessage('CORS Lens has restarted.', 3000);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      window.showErrorMessage(`CORS Lens could not be restarted: ${reason}`);
    }
  });
}

export function registerShowOutput({ client }: Lens): Disposable {
  return commands.registerCommand('corsLens.showOutput', () => client.outputChannel.show());
}
