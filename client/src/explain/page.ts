/**
 * The page of the panel, as text. Everything in it comes from a source file that anybody may have written, so every text is
 * escaped, and the page may load and run nothing but its own script.
 */
import type { ExplainedCell, ExplainedSetup, Requests } from '../../../server/src/lsp/messages.ts';

type Explanation = Requests['corsLens/explain']['result'];

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** Texts of the server write code in backquotes. */
function prose(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? escapeHtml(part) : `<code>${escapeHtml(part)}</code>`))
    .join('');
}

export function pageWith(body: string, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action 'none'; base-uri 'none'">
<title>CORS: who may read</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main id="body">${body}</main>
<section aria-labelledby="own">
<h2 id="own">Ask as another page</h2>
<form id="form">
<label>Origin <input name="origin" value="https://app.example" required spellcheck="false"></label>
<label>Method <input name="method" value="GET" size="8" spellcheck="false"></label>
<label>Headers <input name="headers" placeholder="Content-Type, Authorization" spellcheck="false"></label>
<label class="check"><input name="credentials" type="checkbox"> with credentials and a cookie</label>
<button>Ask</button>
</form>
<div id="answer" role="status"></div>
</section>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>`;
}

export function bodyOf({ setups, message }: Explanation, file: string): string {
  if (setups.length === 0) return `<p>${prose(message ?? 'There is no cross-origin set-up here.')}</p>`;
  return setups.map((setup, index) => setupOf(setup, index, file)).join('\n');
}

function setupOf(setup: ExplainedSetup, index: number, file: string): string {
  const { title, line, scope, when, version, notes, kinds, rows } = setup;
  const head = `${escapeHtml(title)}${scope === undefined ? '' : ` for <code>${escapeHtml(scope)}</code>`}`;
  const facts = [
    `${file}:${line}`,
    ...(version === '' ? [] : [version]),
    ...when.map((text) => `when ${text}`),
  ];
  const cell = (row: number, column: number, of: ExplainedCell) => {
    const id = `c${index}-${row}-${column}`;
    const { mark, words } = VERDICTS[of.verdict];
    return `<td><button type="button" class="cell ${of.verdict}" aria-expanded="false" aria-controls="${id}"><span aria-hidden="true">${mark}</span> ${words}</button></td>`;
  };
  return `<article>
<h1>${head}</h1>
<p class="facts">${facts.map(prose).join(' · ')}</p>
${notes.map((note) => `<p class="note">${prose(note)}</p>`).join('\n')}
<table>
<caption>What a page of each origin gets. Choose a field to see why.</caption>
<thead><tr><th scope="col">Page</th>${kinds.map((kind) => `<th scope="col">${escapeHtml(kind)}</th>`).join('')}</tr></thead>
<tbody>
${rows
  .map(
    ({ what, origin, cells }, row) =>
      `<tr><th scope="row"><code>${escapeHtml(origin)}</code><small>${escapeHtml(what)}</small></th>${cells.map((each, column) => cell(row, column, each)).join('')}</tr>`,
  )
  .join('\n')}
</tbody>
</table>
${rows
  .flatMap(({ origin, cells }, row) =>
    cells.map(
      (each, column) =>
        `<section class="why" id="c${index}-${row}-${column}" hidden><h2><code>${escapeHtml(origin)}</code>, ${escapeHtml(kinds[column] ?? '')}</h2>${whyOf(each)}</section>`,
    ),
  )
  .join('\n')}
</article>`;
}

const VERDICTS = {
  read: { mark: '✓', words: 'may read' },
  refused: { mark: '✗', words: 'arrives, not readable' },
  unsent: { mark: '⊘', words: 'not sent' },
} as const;

const MARKS = { info: '·', pass: '✓', fail: '✗' } as const;

function whyOf({ verdict, reason, exchange, steps }: ExplainedCell): string {
  return `<p class="verdict ${verdict}">${prose(reason)}</p>
<pre tabindex="0" aria-label="The exchange">${exchange.map(escapeHtml).join('\n')}</pre>
<ol>${steps.map(({ outcome, text }) => `<li class="${outcome}"><span aria-hidden="true">${MARKS[outcome]}</span> ${prose(text)}</li>`).join('')}</ol>`;
}

/** What a request of one's own gets, from each set-up that is shown. */
export function answerOf({ setups, message, problem }: Explanation): string {
  if (problem !== undefined) return `<p class="problem">${prose(problem)}</p>`;
  if (message !== undefined) return `<p>${prose(message)}</p>`;
  return setups
    .flatMap(({ title, line, when, answer }) =>
      answer
        ? [
            `<section class="why"><h3>${escapeHtml(title)}, line ${line}${when.map((text) => `, when ${prose(text)}`).join('')}</h3>${whyOf(answer)}</section>`,
          ]
        : [],
    )
    .join('\n');
}

const STYLE = `
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); color: var(--vscode-foreground); padding: 0 1.2em 2em; line-height: 1.45; }
h1 { font-size: 1.4em; font-weight: 600; margin: 1em 0 0; }
h2 { font-size: 1.1em; font-weight: 600; }
h3 { font-size: 1em; font-weight: 600; }
code, pre { font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); }
.facts, caption, small { color: var(--vscode-descriptionForeground); }
.facts { margin: .2em 0 1em; }
.note { border-left: 3px solid var(--vscode-editorWarning-foreground); padding-left: .8em; }
table { border-collapse: collapse; }
caption { text-align: left; padding-bottom: .5em; }
th, td { border: 1px solid var(--vscode-panel-border, var(--vscode-widget-border, #8884)); text-align: left; }
th { font-weight: 600; padding: .35em .7em; }
tbody th { font-weight: 400; }
small { display: block; }
button.cell { all: unset; box-sizing: border-box; display: block; width: 100%; padding: .55em .7em; cursor: pointer; white-space: nowrap; }
button.cell:hover { background: var(--vscode-list-hoverBackground); }
button.cell[aria-expanded="true"] { background: var(--vscode-list-inactiveSelectionBackground, var(--vscode-list-hoverBackground)); box-shadow: inset 3px 0 var(--vscode-focusBorder); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder) !important; outline-offset: -1px; }
.read > span, li.pass > span { color: var(--vscode-testing-iconPassed, var(--vscode-charts-green)); }
.refused > span, .unsent > span, li.fail > span { color: var(--vscode-testing-iconFailed, var(--vscode-errorForeground)); }
.problem { color: var(--vscode-errorForeground); }
.verdict { font-weight: 600; }
pre { background: var(--vscode-textCodeBlock-background); padding: .8em 1em; overflow-x: auto; }
ol { list-style: none; padding: 0; }
li { padding: .1em 0; }
form { display: flex; flex-wrap: wrap; gap: .6em 1em; align-items: end; }
label { display: flex; flex-direction: column; gap: .2em; }
label.check { flex-direction: row; align-items: center; }
input:not([type=checkbox]) { font: inherit; color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-input-border, var(--vscode-panel-border, #8884)); padding: .35em .5em; }
form button { font: inherit; color: var(--vscode-button-foreground); background: var(--vscode-button-background); border: 0; padding: .45em 1.2em; cursor: pointer; }
form button:hover { background: var(--vscode-button-hoverBackground); }
`;

/** Opens and closes what belongs to a field, and hands the form on. It never analyses. */
const SCRIPT = `
const editor = acquireVsCodeApi();
let open;
function choose(id) {
  for (const cell of document.querySelectorAll('button.cell')) {
    const mine = cell.getAttribute('aria-controls') === id;
    cell.setAttribute('aria-expanded', String(mine));
    const why = document.getElementById(cell.getAttribute('aria-controls'));
    if (why) why.hidden = !mine;
  }
  open = id;
}
document.addEventListener('click', (event) => {
  const cell = event.target instanceof Element ? event.target.closest('button.cell') : null;
  if (!cell) return;
  const id = cell.getAttribute('aria-controls');
  choose(open === id ? undefined : id);
});
document.getElementById('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target.elements;
  editor.postMessage({ asked: { origin: form.origin.value, method: form.method.value, headers: form.headers.value, credentials: form.credentials.checked } });
});
window.addEventListener('message', ({ data }) => {
  const part = document.getElementById(data.id);
  if (!part) return;
  part.innerHTML = data.html;
  if (data.id === 'body') choose(open);
});
`;
