/** The packed extension in a real VS Code, driven like a user. `scripts/test-editor.mjs` says which VS Code. */
import assert from 'node:assert/strict';
import path from 'node:path';
import test, { after, afterEach, before, describe } from 'node:test';
import { launchBrowser } from '../../scripts/editor/browser.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { startWorkspace, Workbench } from './workbench.mjs';

const { EDITOR_NAME: pictures = 'new', EDITOR_INSTALL: install, EDITOR_VSIX: vsix } = process.env;
const MAIN = 'fastapi/main.py';
const TRAP = 'any-origin-with-credentials';

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser?.close());

describe(`VS Code (${pictures})`, () => {
  let server;
  let window;
  let step = 0;

  before(async () => {
    server = await startWorkspace({
      install,
      vsix,
      workspace: path.join(ROOT, 'examples'),
      files: {
        'cors-lens.json': '{}\n',
        'express/src/late.ts':
          "import cors from 'cors';\napp.use(cors({ origin: ['https://a.example/'] }));\n",
      },
      settings: { '[typescript]': { 'editor.codeActionsOnSave': { 'source.fixAll.corsLens': 'explicit' } } },
    });
    window = await Workbench.open(browser, server, { pictures });
  });
  after(() => server?.stop());
  afterEach(async (context) => {
    step++;
    if (!window) return;
    await window.picture(`${String(step).padStart(2, '0')}-${context.name.replace(/\W+/g, '-')}`);
    await window.quiet();
  });

  test('underlines what is exploitable', async () => {
    await window.openFile(MAIN);
    await window.squiggles('error').first().waitFor();
    assert.equal(await window.squiggles('error').count(), 3);
  });

  test('lists the findings among the problems', async () => {
    const rows = await window.problems();
    assert.match(rows[0], /^main\.py/);
    assert.match(
      rows[1],
      /^Any website can read this API's responses with the visitor's cookies: to a request/,
    );
    assert.match(rows[1], new RegExp(`cors-lens ?\\(?${TRAP}\\)? ?\\[Ln 10, Col 20\\]$`));
  });

  test('says on hover what the set-up answers', async () => {
    await window.openFile(MAIN);
    const shown = await window.hover(window.squiggles('error').first());
    const text = await shown.textContent();
    assert.match(text, /Any website can read this API's responses/);
    assert.match(text, /allow_origins/);
  });

  test('explains a set-up, field by field, and to a page that one names', async () => {
    await window.openFile(MAIN);
    await window.goToText(MAIN, 'app.add_middleware');
    await window.command('CORS Lens: Explain this Set-up');
    const panel = window.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await panel.locator('table').first().waitFor({ timeout: 30_000 });
    assert.match(await panel.locator('h1').first().textContent(), /FastAPI/);
    // By the keyboard alone.
    const field = panel.getByRole('button', { name: 'may read' }).first();
    await field.focus();
    await window.page.keyboard.press('Enter');
    const why = panel.locator('section.why:not([hidden])').first();
    await why.locator('pre').waitFor();
    assert.match(await why.locator('pre').textContent(), /Access-Control-Allow-Origin/);
    await panel.getByLabel('Origin').fill('https://evil.example');
    await panel.getByLabel('with credentials').check();
    await window.page.keyboard.press('Enter');
    await panel.locator('#answer pre').first().waitFor();
    assert.match(await panel.locator('#answer').textContent(), /Cookie: session=1/);
    await window.picture('explained');
    await window.command('View: Close All Editors');
  });

  test('offers fixes in the light-bulb menu', async () => {
    await window.openFile(MAIN);
    await window.goToText(MAIN, '"*"');
    const titles = await window.lightBulb('Allow chosen origins');
    assert.ok(titles.some((title) => title.startsWith(`Ignore ${TRAP}`)));
    assert.ok(titles.includes(`Open the page of ${TRAP}`));
  });

  test('asks which origins, offering those of the workspace', async () => {
    await window.openFile(MAIN);
    await window.goToText(MAIN, '"*"');
    await window.fix('Allow chosen origins');
    const offer = window.quickRows.filter({ hasText: 'https://app.example.com' });
    await offer.first().waitFor();
    await offer.first().click();
    await window.quickInput.fill('https://typed.example.com');
    await window.quickRows.filter({ hasText: 'as typed' }).waitFor();
    await window.quickInput.fill('');
    await window.quickRows.filter({ hasText: 'https://typed.example.com' }).waitFor();
  });

  test('writes the chosen origins', async () => {
    await window.openFile(MAIN);
    await window.goToText(MAIN, '"*"');
    await window.fix('Allow chosen origins');
    const offer = window.quickRows.filter({ hasText: 'https://app.example.com' });
    await offer.first().waitFor();
    await offer.first().click();
    await window.page.keyboard.press('Enter');
    await window.line('allow_origins=["https://app.example.com"]').waitFor();
    const text = await window.save(MAIN);
    assert.match(text, /allow_origins=\["https:\/\/app\.example\.com"\],\n {4}allow_credentials=True/);
  });

  test('applies a safe fix', async () => {
    await window.openFile(MAIN);
    await window.goToText(MAIN, '"https://admin.example.com/"');
    await window.fix('https://admin.example.com');
    await window.line('"https://admin.example.com",').waitFor();
    assert.match(await window.save(MAIN), /"https:\/\/admin\.example\.com",/);
  });

  test('ignores a line with a reason', async () => {
    await window.openFile(MAIN);
    await window.goToText(MAIN, '"*")');
    await window.fix(`Ignore ${TRAP}`);
    await window.quickInput.waitFor();
    await window.quickInput.fill('');
    await window.page.keyboard.press('Enter');
    await window.page.locator('.quick-input-message').filter({ hasText: 'A reason is needed' }).waitFor();
    await window.quickInput.fill('partners are asked for their origins');
    await window.page.keyboard.press('Enter');
    await window.line('cors-lens-ignore').waitFor();
    await window.squiggles('error').first().waitFor({ state: 'detached' });
    assert.match(await window.save(MAIN), new RegExp(`# cors-lens-ignore: ${TRAP} -- partners are asked`));
  });

  test('opens the page of a rule without a connection', async () => {
    await window.openFile('flask/app.py');
    await window.squiggles('error').first().waitFor();
    await window.goToFinding();
    await window.fix('Open the page of');
    const page = window.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await page.locator('h1').first().waitFor({ timeout: 30_000 });
  });

  test('applies the safe fixes on save', async () => {
    await window.openFile('late.ts');
    await window.squiggles('error').first().waitFor();
    await window.goTo(2);
    await window.page.keyboard.press('End');
    await window.page.keyboard.type(' ');
    const text = await window.save('express/src/late.ts');
    assert.equal(text, "import cors from 'cors';\napp.use(cors({ origin: ['https://a.example'] })); \n");
  });

  test('checks the whole workspace', async () => {
    await window.command('CORS Lens: Check Workspace');
    const toast = window.toast('findings in');
    await toast.waitFor();
    assert.match(await toast.textContent(), /\d+ findings in \d+ set-ups \(\d+ files\)/);
    await toast.getByText('Show Problems').click();
    const rows = await window.problems();
    // The list shows as many rows as have room: these were never opened here.
    assert.ok(
      rows.some((row) => /^(?:server\.ts|base\.py)/.test(row)),
      rows.join(' | '),
    );
  });

  test('tells beside the language what it found', async () => {
    await window.openFile('express/src/server.ts');
    await window.squiggles('error').first().waitFor();
    const item = window.page.locator('#status\\.languageStatus, [id^="status.languageStatus"]').first();
    await item.hover({ force: true });
    await window.page
      .locator('.hover-language-status')
      .filter({ hasText: /CORS: \d set-ups?/ })
      .first()
      .waitFor();
  });

  test('sets header names and origins apart from the string around', async () => {
    await window.openFile('express/src/allowed.ts');
    const colours = await window.coloursOf(/^https:\/\//);
    assert.ok(colours.length > 0);
    assert.ok(
      colours.every((colour) => colour !== 'rgb(206, 145, 120)'),
      colours.join(' '),
    );
  });

  test('takes over a project file, and shows what is wrong in it', async () => {
    await window.openFile('express/src/server.ts');
    await window.squiggles('error').first().waitFor();
    server.write(
      'cors-lens.json',
      `{\n  "rules": { "no-such-rule": "off" },\n  "exclude": ["express/**"]\n}\n`,
    );
    await window.squiggles('error').first().waitFor({ state: 'detached' });
    await window.openFile('cors-lens.json');
    await window.page.locator('.editor-group-container.active .squiggly-error').first().waitFor();
    server.write('cors-lens.json', '{}\n');
    await window.openFile('express/src/server.ts');
    await window.squiggles('error').first().waitFor();
  });

  test('starts again', async () => {
    await window.command('CORS Lens: Restart Server');
    await window.openFile('flask/app.py');
    await window.squiggles('error').first().waitFor();
  });

  test('sends no request to the outside', () => {
    assert.deepEqual(window.outside, []);
  });
});

describe(`VS Code (${pictures}) in a workspace that is not trusted`, () => {
  let server;
  let window;
  before(async () => {
    server = await startWorkspace({ install, vsix, workspace: path.join(ROOT, 'examples'), bare: true });
    window = await Workbench.open(browser, server, { pictures });
  });
  after(() => server?.stop());

  afterEach(() => window?.picture('20-not-trusted'));

  test('works all the same', async () => {
    await window.stayRestricted();
    await window.openFile(MAIN);
    await window.squiggles('error').first().waitFor();
  });
});
