import type { ResolvedVersion } from '../../policy/policy.ts';
import { atLeast } from '../shared/versions.ts';

/**
 * The newest python-engineio that a release of python-socketio or Flask-SocketIO accepts, where a project names only
 * those (`install_requires` of python-socketio@4.6.1, Flask-SocketIO@4.3.2). Later ones have no upper bound.
 */
const ENGINEIO_OF: Readonly<Record<string, readonly [since: string, before: string]>> = {
  'python-socketio': ['5.0.0', '3.14.2'],
  'flask-socketio': ['5.0.0', '3.14.2'],
};

/** Whether the project's python-engineio behaves like `boundary` or newer. */
export function engineioHas(version: ResolvedVersion, boundary: string): boolean {
  const row = ENGINEIO_OF[version.package];
  if (!row) return atLeast(version, boundary);
  const [since, before] = row;
  if (atLeast(version, since)) return true;
  return atLeast({ package: 'python-engineio', version: before, from: version.from }, boundary);
}
