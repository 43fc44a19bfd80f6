import type { Framework } from '../framework.ts';
import { CORS_PACKAGE_OPTIONS } from '../shared/cors-package/options.ts';
import { read } from './read.ts';
import { respondLikeSocketIo } from './respond.ts';

/** socket.io and engine.io, whose `cors` option goes to the package `cors`, and the gateways of NestJS. */
export const socketIo: Framework = {
  id: 'socket-io',
  title: 'socket.io',
  languages: ['javascript'],
  packages: ['socket.io', 'engine.io'],
  words: ['["\'`](?:npm:|fastify-)?(?:socket|engine)\\.io["\'`@]', 'WebSocketGateway'],
  options: CORS_PACKAGE_OPTIONS,
  read,
  respond: respondLikeSocketIo,
  support: {
    name: 'socket.io, engine.io, NestJS gateways, fastify-socket.io',
    versions: '2 – 4',
    forms: [
      '`new Server(httpServer, { cors: … })`',
      '`new Server({ cors: … })`',
      '`@WebSocketGateway({ cors: … })`',
      '`fastify.register(socketio, { cors: … })` of fastify-socket.io',
    ],
    modelled:
      'the requests of the polling transport, as `cors`; before 3.0 the default only. An upgrade to a WebSocket is let in from every origin',
    checked: 'socket.io 2.3.0, 2.5.1, 3.0.5, 3.1.2, 4.0.2, 4.5.4, 4.8.4',
  },
};
