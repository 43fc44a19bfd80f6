import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { respondLikeCors } from '../shared/cors-package/respond.ts';
import { atLeast } from '../shared/versions.ts';

/**
 * The answers to the requests of socket.io's own transport (`/socket.io/?transport=polling`). Since 3.0 engine.io hands
 * `cors` to the package `cors` as it is (engine.io@6.6.9:build/server.js); an OPTIONS request that it does not answer is a
 * bad handshake, status 400. Checked against it (test/oracle/socket-io.test.ts).
 */
export function respondLikeSocketIo(policy: Policy, request: ServerRequest): Answer {
  if (!atLeast(policy.version, '3.0.0') && policy.version.package === 'socket.io')
    return beforeThree(request);
  // The package `cors` that it brings is 2.8.4 or later.
  const brought = { ...policy, version: { package: policy.version.package, from: 'assumed' as const } };
  const answer = respondLikeCors(brought, request, { status: BAD_HANDSHAKE });
  return answer.status === BAD_HANDSHAKE ? { ...answer, handled: true } : answer;
}

/** "Bad handshake method": a connection begins with GET. */
const BAD_HANDSHAKE = 400;

/** engine.io@3.6.2:lib/transports/polling-xhr.js, and lib/server.js for what it refuses. */
function beforeThree(request: ServerRequest): Answer {
  const origin = headerOf(request.headers, 'Origin');
  const headers: Header[] =
    origin === undefined
      ? [['Access-Control-Allow-Origin', '*']]
      : [
          ['Access-Control-Allow-Credentials', 'true'],
          ['Access-Control-Allow-Origin', origin],
        ];
  const isOptions = request.method.toUpperCase() === 'OPTIONS';
  return { status: isOptions ? BAD_HANDSHAKE : 200, headers, handled: isOptions };
}
