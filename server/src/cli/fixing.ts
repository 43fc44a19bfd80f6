export { type Fixed, fixText, lineEndOf } from '../core/index.ts';
