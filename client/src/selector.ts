/** The languages that the server looks at. */
const LANGUAGES = ['python', 'javascript', 'javascriptreact', 'typescript', 'typescriptreact'];

/**
 * Where documents that a person edits come from. Others, like the old side of a comparison (`git:`), show somebody's
 * text as it was; findings in them would be noise.
 */
const SCHEMES = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web'];

export const SELECTOR = SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language })));
