import { expect, test } from 'vitest';
import { write } from '../support/folder.ts';
import { HTTP_STACK, QUIET, STACK, WRITES } from '../support/gateway.ts';
import { type Client, SHAPES, startClient } from './client.ts';

const RULE = 'duplicate-cors-headers';

/** The rules of what is told for a document. */
async function told(client: Client, uri: string): Promise<readonly unknown[]> {
  return (await client.diagnostics(uri)).map(({ code }) => code);
}

/** Asks until the answer is this one, as a client does that is told to ask again. */
async function toldAtLast(client: Client, uri: string, expected: readonly unknown[]): Promise<void> {
  for (;;) {
    const { refreshes } = client;
    if (JSON.stringify(await told(client, uri)) === JSON.stringify(expected)) return;
    await client.until(() => client.refreshes > refreshes);
  }
}

test.each(SHAPES)('a gateway is open, its function is on the disk (%s)', async (shape) => {
  const client = await startClient({ shape, files: { 'infra/report/index.ts': WRITES } });
  const uri = await client.open('infra/stack.ts', STACK);
  await toldAtLast(client, uri, [RULE]);
  const [finding] = await client.diagnostics(uri);
  expect(finding?.relatedInformation?.map(({ location }) => location.uri)).toEqual([
    client.uri('infra/report/index.ts'),
  ]);
});

test('both are open: what is typed in the function counts for the gateway', async () => {
  const client = await startClient({ files: { 'infra/stack.ts': STACK, 'infra/report/index.ts': QUIET } });
  const gateway = await client.open('infra/stack.ts', STACK);
  const program = await client.open('infra/report/index.ts', QUIET);
  await toldAtLast(client, gateway, []);
  await client.replace(
    program,
    'statusCode: 200',
    "statusCode: 200, headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' }",
  );
  await toldAtLast(client, gateway, [RULE]);
});

test('a function that comes to the disk', async () => {
  const client = await startClient({ files: {} });
  const gateway = await client.open('infra/stack.ts', STACK);
  await toldAtLast(client, gateway, []);
  write(client.folder, { 'infra/report/index.ts': WRITES });
  await client.filesCreated('infra/report/index.ts');
  await toldAtLast(client, gateway, [RULE]);
});

test('only the function is open: what its gateway drops is told there', async () => {
  const client = await startClient({
    files: { 'infra/stack.ts': HTTP_STACK, 'infra/report/index.ts': WRITES },
  });
  const program = await client.open('infra/report/index.ts', WRITES);
  await toldAtLast(client, program, [RULE]);
});
