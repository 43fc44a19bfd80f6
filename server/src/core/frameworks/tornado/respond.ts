import type { Answer } from '../../policy/answer.ts';

/** A handshake has no header of CORS: what a handler of WebSockets lets in, the policy says in `openSockets`. */
export function respond(): Answer {
  return { status: 200, headers: [], handled: false };
}
