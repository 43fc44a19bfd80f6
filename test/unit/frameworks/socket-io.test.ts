import { describe, expect, test } from 'vitest';
import { socketIo } from '../../../server/src/core/frameworks/socket-io/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, versions: Readonly<Record<string, string>> = {}): readonly string[] {
  return printReading(readText(socketIo, 'server.ts', source, versions), source);
}

const IMPORT = "import { Server } from 'socket.io';\n";

describe('servers and gateways', () => {
  const WAYS: readonly (readonly [source: string, found: string])[] = [
    [
      `${IMPORT}new Server(httpServer, { cors: { origin: '*', credentials: true } });`,
      "any; credentials @ '*'",
    ],
    [
      `${IMPORT}new Server({ cors: { origin: 'https://a.example' } });`,
      "fixed https://a.example @ 'https://a.example'",
    ],
    [`${IMPORT}new Server(3000, { cors: true });`, 'any (default) @ cors: true'],
    [`${IMPORT}new Server(httpServer, { cors: {} });`, 'any (default) @ cors: {}'],
    ["const io = require('socket.io')(server, { cors: { origin: true } });", 'any @ true'],
    [
      "const socketio = require('socket.io');\nconst io = new socketio.Server(server, { cors: { origin: true } });",
      'any @ true',
    ],
    [
      "import socketio from 'socket.io';\nconst io = socketio(server, { cors: { origin: true } });",
      'any @ true',
    ],
    ["import { attach } from 'engine.io';\nattach(server, { cors: { origin: true } });", 'any @ true'],
    [
      "import { WebSocketGateway } from '@nestjs/websockets';\n@WebSocketGateway({ cors: { origin: '*' } })\nexport class Events {}",
      "any @ '*'",
    ],
    [
      "import { WebSocketGateway } from '@nestjs/websockets';\n@WebSocketGateway(8080, { namespace: 'events', cors: true })\nexport class Events {}",
      'any (default) @ cors: true',
    ],
    [
      `${IMPORT}const options = { cors: { origins: ['https://a.example'] } };\nnew Server(server, options);`,
      "any (default); origins=[https://a.example]; unknown-option origins (origin) @ cors: { origins: ['https://a.example'] }",
    ],
  ];

  test.each(WAYS)('%s', (source, found) => {
    expect(read(source)).toEqual([found]);
  });
});

describe('before 3.0', () => {
  test.each([
    [
      "const io = require('socket.io')(server);",
      '2.3.0',
      ["any (default); credentials @ require('socket.io')(server)"],
    ],
    ["const io = require('socket.io')(server);", '2.4.0', []],
    [
      "const io = require('socket.io')(server);",
      '2.5.0',
      ["any (default); credentials @ require('socket.io')(server)"],
    ],
    ["const io = require('socket.io')(server, { origins: 'a.example:443' });", '2.5.0', []],
    [
      "const io = require('socket.io')(server);\nio.origins((origin, callback) => callback(null, true));",
      '2.5.0',
      [],
    ],
    ["const io = require('socket.io')(server);", '4.8.4', []],
  ] as const)('%s %s', (source, version, found) => {
    expect(read(source, { 'socket.io': version })).toEqual(found);
  });
});

const SILENT: readonly string[] = [
  `${IMPORT}new Server(httpServer);`,
  `${IMPORT}new Server(httpServer, { cors: false });`,
  `${IMPORT}new Server(httpServer, { path: '/ws' });`,
  "import { Server } from 'node:http';\nnew Server({ cors: { origin: '*' } });",
  "import { io } from 'socket.io-client';\nio({ cors: { origin: '*' } });",
  "import { Server } from 'socket.io';\nfunction f(io: Server) { io.emit('cors'); }",
];

describe('socket-io is silent about', () => {
  test.each(SILENT)('%s', (source) => {
    expect(read(source)).toEqual([]);
  });
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}const io = new Server(server, { cors: { origin: ['https://a.example', /a/g], credentials: true } });`;
  for (let end = 0; end < text.length; end++) readText(socketIo, 'server.ts', text.slice(0, end));
});
