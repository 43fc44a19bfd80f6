import { exposureOf } from './exposure.ts';
import type { Rule } from './rule.ts';

export const unguardedWebsocketOrigin: Rule = {
  id: 'unguarded-websocket-origin',
  level: 'warning',
  summary: 'A socket server that accepts WebSockets from pages of every origin',
  fix: 'none',
  policy(policy, context) {
    const { openSockets } = policy;
    if (!openSockets || exposureOf(policy, context)) return [];
    return [
      {
        place: openSockets.place,
        severity: (openSockets.cookies ?? policy.credentials === true) ? 'warning' : 'information',
        message: `${openSockets.foreign === undefined ? 'Any website' : `\`${openSockets.foreign}\``} can open a WebSocket to this server, with the cookies that the browser has for it: CORS does not apply to WebSockets. ${openSockets.why}`,
        ...(openSockets.confidence ? { confidence: openSockets.confidence } : {}),
      },
    ];
  },
};
