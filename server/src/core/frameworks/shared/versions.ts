export { atLeast } from '../../policy/versions.ts';
