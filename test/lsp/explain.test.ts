import { expect, test } from 'vitest';
import { startClient } from './client.ts';

const TWO = `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"], allow_credentials=True)
other = FastAPI()
other.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
`;

test('a set-up is explained origin by origin and kind by kind', async () => {
  const client = await startClient();
  const uri = await client.open('main.py', TWO);
  const { setups } = await client.ask('corsLens/explain', { uri, position: { line: 4, character: 6 } });
  expect(setups).toHaveLength(1);
  const [setup] = setups;
  expect(setup).toMatchObject({
    title: 'FastAPI',
    line: 5,
    kinds: ['simple', 'with credentials', 'PUT with JSON', 'with Authorization'],
  });
  expect(
    setup?.rows.map(({ what, origin, cells }) => [
      what,
      origin,
      cells.map(({ verdict }) => verdict).join(' '),
    ]),
  ).toEqual([
    ['allowed', 'https://app.example', 'read read unsent unsent'],
    ['look-alike', 'https://app.example.evil.example', 'refused refused unsent unsent'],
    ['without TLS', 'http://app.example', 'refused refused unsent unsent'],
    ['foreign', 'https://evil.example', 'refused refused unsent unsent'],
    ['sandboxed frame', 'null', 'refused refused unsent unsent'],
  ]);
  expect(setup?.rows[0]?.cells[1]?.exchange).toContain('Cookie: session=1');
  expect(setup?.rows[0]?.cells[1]?.steps.length).toBeGreaterThan(2);
});

const at = (start: number, end: number) => ({
  start: { line: start, character: 0 },
  end: { line: end, character: 0 },
});

test('away from any set-up all of the file are explained, as the text is now', async () => {
  const client = await startClient();
  const uri = await client.open('main.py', TWO);
  const ask = () => client.ask('corsLens/explain', { uri, position: { line: 0, character: 0 } });
  expect((await ask()).setups.map(({ line }) => line)).toEqual([5, 7]);
  client.change(uri, { range: at(0, 0), text: '# one line more\n' });
  expect((await ask()).setups.map(({ line }) => line)).toEqual([6, 8]);
  client.change(uri, { range: at(0, 99), text: 'print("nothing")\n' });
  expect(await ask()).toEqual({ setups: [], message: 'There is no cross-origin set-up here.' });
});

test('a request of one’s own is answered, or what is wrong with it is said', async () => {
  const client = await startClient();
  const uri = await client.open('main.py', TWO);
  const ask = (asked: object) =>
    client.ask('corsLens/explain', {
      uri,
      position: { line: 6, character: 8 },
      asked: { origin: 'https://evil.example', method: 'get', headers: '', credentials: true, ...asked },
    });
  expect((await ask({})).setups[0]?.answer).toMatchObject({ verdict: 'read' });
  expect((await ask({ headers: 'X-Shop, X-Other' })).setups[0]?.answer?.exchange).toContain(
    'Access-Control-Request-Headers: x-other,x-shop',
  );
  expect((await ask({ origin: 'evil.example' })).problem).toMatch(/not one that a browser sends/);
  expect((await ask({ method: 'G T' })).problem).toBe('This is no method.');
  expect((await ask({ headers: 'X:1' })).problem).toBe('“X:1” is no name of a header.');
});

test('a file that is not open has no explanation', async () => {
  const client = await startClient();
  const result = await client.ask('corsLens/explain', { uri: 'file:///none.py' });
  expect(result).toEqual({ setups: [], message: 'The file is not open.' });
});

test('the light bulb offers the request as a command, and the explanation at the set-up', async () => {
  const client = await startClient();
  const uri = await client.open('main.py', TWO);
  const actions = await client.actions(uri, client.range(uri, '"*"'));
  const curl = actions.find(({ title }) => title === 'Copy a curl command that reproduces this');
  expect(curl?.kind).toBeUndefined();
  expect(curl?.command).toMatchObject({
    command: 'corsLens.copyText',
    arguments: [
      { text: "curl -i -H 'Origin: https://evil.example' -H 'Cookie: session=1' https://api.example/" },
    ],
  });
  const at = await client.actions(uri, client.range(uri, 'other.add_middleware'));
  expect(at.map(({ title, command }) => [title, command?.command])).toEqual([
    ['Explain this set-up', 'corsLens.explain'],
  ]);
});

test('a client without these commands is not offered them', async () => {
  const client = await startClient({ commands: [] });
  const uri = await client.open('main.py', TWO);
  const actions = await client.actions(uri, client.range(uri, 'allow_origins=["*"]'));
  expect(actions.filter(({ title }) => /curl|Explain/.test(title))).toEqual([]);
});
