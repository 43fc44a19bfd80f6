import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import {
  type Connection,
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { holdMessages } from '../../server/src/lsp/held.ts';
import { type Serve, startServer } from '../../server/src/lsp/start.ts';

/** A server whose analysis comes when the test brings it. */
function start(): { client: ProtocolConnection; bring(serve: Serve): void; fail(error: Error): void } {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const held = holdMessages();
  const server: Connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
    { messageStrategy: held.strategy },
  );
  let bring: (serve: Serve) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const loaded = new Promise<Serve>((resolve, reject) => {
    bring = resolve;
    fail = reject;
  });
  startServer(server, held, () => loaded);
  const client = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  client.listen();
  return { client, bring, fail };
}

const initialize = { processId: null, rootUri: null, capabilities: {} };

test('initialize is answered before there is an analysis, and everything else waits for it in its order', async () => {
  const { client, bring } = start();
  const { capabilities } = await client.sendRequest<{ capabilities: object }>('initialize', initialize);
  expect(capabilities).toMatchObject({ hoverProvider: true });
  const heard: unknown[] = [];
  void client.sendNotification('test/one', {});
  const answer = client.sendRequest('test/two', {}).then((result) => heard.push(result));
  void client.sendNotification('test/three', {});
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(heard).toEqual([]);
  bring((connection) => {
    connection.onNotification('test/one', () => void heard.push('one'));
    connection.onRequest('test/two', () => {
      heard.push('two');
      return 'two is answered';
    });
    connection.onNotification('test/three', () => void heard.push('three'));
  });
  await answer;
  expect(heard).toEqual(['one', 'two', 'three', 'two is answered']);
  expect(await client.sendRequest('test/two', {})).toBe('two is answered');
});

test('an analysis that cannot be loaded is told in the log, and requests are answered with an error', async () => {
  const { client, fail } = start();
  const logged = new Promise<string>((resolve) => {
    client.onNotification('window/logMessage', ({ message }: { message: string }) => resolve(message));
  });
  await client.sendRequest('initialize', initialize);
  const hover = client.sendRequest('textDocument/hover', {});
  fail(new Error('no such file'));
  expect(await logged).toContain('The analysis could not be loaded: Error: no such file');
  await expect(hover).rejects.toThrow('Unhandled method textDocument/hover');
});
