import { afterEach, expect, test, vi } from 'vitest';
import * as analysis from '../../server/src/core/analyze.ts';
import { startClient } from './client.ts';

vi.mock('../../server/src/core/analyze.ts', async (original) => {
  const real = await original<typeof analysis>();
  return { ...real, analyzeCandidate: vi.fn(real.analyzeCandidate) };
});
afterEach(() => {
  vi.mocked(analysis.analyzeCandidate).mockReset();
});

const SETUP = 'app.add_middleware(CORSMiddleware, allow_origins=["*"])\n';

test('an exception in one file is told once, logged, and nothing else is lost', async () => {
  const { analyzeCandidate } = await vi.importActual<typeof analysis>('../../server/src/core/analyze.ts');
  vi.mocked(analysis.analyzeCandidate).mockImplementation((project, uri) => {
    if (uri.endsWith('bad.py')) throw new Error('a bug');
    return analyzeCandidate(project, uri);
  });
  const client = await startClient({ files: { 'bad.py': SETUP, 'good.py': SETUP } });
  const bad = await client.open('bad.py', SETUP);
  const good = await client.open('other.py', SETUP);
  expect(await client.diagnostics(bad)).toEqual([]);
  expect(Array.isArray(await client.diagnostics(good))).toBe(true);
  expect(client.statuses[0]).toMatchObject({
    uri: bad,
    state: 'failed',
    note: expect.stringContaining('a bug'),
  });
  await client.replace(bad, 'app', 'application');
  expect(await client.diagnostics(bad)).toEqual([]);
  expect(client.messages).toHaveLength(1);
  expect(client.messages[0]).toMatch(/bad\.py.*a bug/);
  expect(client.log.join('\n')).toMatch(/analysing .*bad\.py: Error: a bug/);
  expect(await client.ask('corsLens/checkWorkspace', {})).toMatchObject({ cancelled: false });
});

test('a stack that runs over is an exception like others', async () => {
  vi.mocked(analysis.analyzeCandidate).mockImplementation(function again(project, uri): ReturnType<
    typeof analysis.analyzeCandidate
  > {
    return again(project, uri);
  });
  const client = await startClient();
  const uri = await client.open('deep.py', SETUP);
  expect(await client.diagnostics(uri)).toEqual([]);
  expect(client.messages).toHaveLength(1);
});
