import type { OptionTable } from '../framework.ts';

/** `WebSocketHandler.check_origin` is a method, not an option. */
export const TORNADO_TABLE: OptionTable = { unknown: 'ignores', options: [] };
