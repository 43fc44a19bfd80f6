import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CALM, startEditorServer } from '../../scripts/editor/server.mjs';
import { CACHE } from '../../scripts/lib/paths.mjs';

const TEST_SETTINGS = {
  ...CALM,
  'workbench.colorTheme': 'Default Dark Modern',
  'git.enabled': false,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.smoothScrolling': false,
  'typescript.validate.enable': false,
  'javascript.validate.enable': false,
};

/**
 * A VS Code server on a copy of the folder `workspace` with some more `files` in it, gone after `stop`. `bare`: nothing is
 * trusted and no setting is made.
 */
export async function startWorkspace({ install, vsix, workspace, files = {}, settings = {}, bare = false }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cors-lens-editor-'));
  const root = path.join(folder, 'workspace');
  fs.mkdirSync(root);
  fs.cpSync(workspace, root, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFile(root, name, text);
  const server = await startEditorServer({
    install,
    folder,
    vsix,
    settings: bare ? {} : { 'security.workspace.trust.enabled': false, ...TEST_SETTINGS, ...settings },
    trusted: !bare,
  });
  return {
    ...server,
    root,
    read: (name) => fs.readFileSync(path.join(root, name), 'utf8'),
    write: (name, text) => writeFile(root, name, text),
    async stop() {
      await server.stop();
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

function writeFile(root, name, text) {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** One browser window with the workbench, and the moves of a person in it. */
export class Workbench {
  /** Requests that left this machine. */
  outside = [];

  constructor(context, page, server, pictures) {
    this.context = context;
    this.page = page;
    this.server = server;
    this.pictures = pictures;
  }

  static async open(browser, server, { pictures, url, size = { width: 1280, height: 800 } }) {
    // A browser with a profile of its own is a context already.
    const context = browser.newContext
      ? await browser.newContext({ viewport: size, deviceScaleFactor: 2 })
      : browser;
    const page = await context.newPage();
    await page.setViewportSize(size);
    const workbench = new Workbench(context, page, server, pictures);
    page.setDefaultTimeout(30_000);
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      // The host of webviews is virtual: a service worker answers for it.
      const inside = /^127\.0\.0\.1$|^(?:.+\.)?localhost$|\.vscode-cdn\.net$/.test(hostname);
      if (protocol.startsWith('http') && !inside) workbench.outside.push(request.url());
    });
    const address = url ?? `${server.url}/?folder=${encodeURIComponent(server.root)}`;
    await page.goto(address, { waitUntil: 'domcontentloaded', timeout: 60_000 });
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    return workbench;
  }

  close() {
    return this.context.close();
  }

  /** A picture for the eyes: `.cache/screenshots/<pictures>/<name>.png`. */
  async picture(name) {
    const file = path.join(CACHE, 'screenshots', this.pictures, `${name}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }

  /** A key that is pressed while the workbench is still being put together is lost: pressed until the effect shows. */
  async press(key, effect, { tries = 10, each = 2000 } = {}) {
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press(key);
      try {
        await effect.waitFor({ timeout: each });
        return;
      } catch (error) {
        if (attempt >= tries) throw error;
      }
    }
  }

  get quickInput() {
    return this.page.locator('.quick-input-widget:visible input.input').first();
  }

  get quickRows() {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }

  async pick(key, text, row = text) {
    await this.press(key, this.quickInput);
    await this.quickInput.fill(text);
    // The list is refilled while one types: Enter takes the row in focus, whatever it is.
    await this.page
      .locator('.quick-input-list .monaco-list-row.focused')
      .filter({ hasText: row })
      .first()
      .waitFor();
    await this.page.keyboard.press('Enter');
  }

  command(title) {
    return this.pick('F1', `>${title}`, title);
  }

  async openFile(name) {
    await this.pick('Control+P', name, path.basename(name));
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor();
    await this.page.locator('.editor-group-container.active .view-lines .view-line').first().waitFor();
  }

  squiggles(kind) {
    return this.page.locator(`.editor-group-container.active .squiggly-${kind}`);
  }

  async goTo(line, column = 1) {
    await this.press('Control+G', this.quickInput);
    await this.quickInput.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await this.page
      .locator('#status\\.editor\\.selection')
      .filter({ hasText: `Ln ${line}, Col ${column}` })
      .waitFor();
  }

  /** The caret to where `text` begins in the file on the disk. */
  async goToText(name, text) {
    const before = this.server.read(name).split(text)[0];
    const lines = before.split(/\r?\n/);
    await this.goTo(lines.length, lines.at(-1).length + 1);
  }

  get actionRows() {
    return this.page.locator('.action-widget .monaco-list-row.action');
  }

  /** The titles in the light-bulb menu at the caret. It is asked for until the provider has answered. */
  async lightBulb(expected) {
    for (let attempt = 0; ; attempt++) {
      await this.press('Control+Period', this.actionRows.first());
      const titles = (await this.actionRows.allInnerTexts()).map((text) => text.trim());
      if (titles.some((title) => title.includes(expected))) return titles;
      if (attempt > 10) throw new Error(`There is no "${expected}" in the menu: ${titles.join(' | ')}`);
      await this.page.keyboard.press('Escape');
      await this.actionRows.first().waitFor({ state: 'hidden' });
    }
  }

  /** Opens the menu and takes one entry, with the keyboard. */
  async fix(title, picture) {
    const titles = await this.lightBulb(title);
    if (picture) await this.picture(picture);
    for (let step = 0; step <= titles.length; step++) {
      const focused = this.page.locator('.action-widget .monaco-list-row.action.focused').first();
      if ((await focused.textContent())?.includes(title)) {
        await this.page.keyboard.press('Enter');
        return titles;
      }
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`"${title}" cannot be reached among ${titles.join(' | ')}`);
  }

  async save(name) {
    await this.page.keyboard.press('Control+S');
    await this.page
      .locator(`.tab.dirty[data-resource-name="${path.basename(name)}"]`)
      .waitFor({ state: 'detached' });
    return this.server.read(name);
  }

  async problems() {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) await this.press('Control+Shift+M', panel);
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  }

  async hover(locator) {
    await locator.hover({ force: true });
    const shown = this.page.locator('.monaco-hover:not(.hidden)').first();
    await shown.locator('.hover-row').first().waitFor();
    return shown;
  }

  /** The hover at the caret, by its key. */
  async hoverHere() {
    const shown = this.page.locator('.monaco-hover:not(.hidden)').first();
    await this.page.keyboard.press('Control+K');
    await this.press('Control+I', shown.locator('.hover-row').first(), { tries: 1, each: 10_000 });
    return shown;
  }

  /** A line that the editor shows. The editor writes blanks as U+00A0, which a text filter takes for blanks. */
  line(text) {
    return this.page.locator('.editor-group-container.active .view-line').filter({ hasText: text }).first();
  }

  toast(text) {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }

  /** Closes menus, notifications and pickers, so that the next step begins with the editor. */
  async quiet() {
    for (let times = 0; times < 2; times++) await this.page.keyboard.press('Escape');
    for (const close of await this.page.locator('.notification-toast .codicon-notifications-clear').all()) {
      await close.click({ force: true, timeout: 1000 }).catch(() => undefined);
    }
    await this.page.mouse.move(5, 400);
  }

  /** The caret to the first finding of the file. */
  async goToFinding() {
    await this.page
      .locator('.editor-group-container.active .view-lines')
      .click({ position: { x: 400, y: 5 } });
    await this.goTo(1);
    await this.page.keyboard.press('F8');
    await this.page.keyboard.press('Escape');
  }

  /** The colours in which texts that match are written. */
  coloursOf(pattern) {
    return this.page
      .locator('.editor-group-container.active .view-line span span')
      .filter({ hasText: pattern })
      .evaluateAll((spans) => spans.map((span) => getComputedStyle(span).color));
  }

  /** Says no to the question whether the folder is trusted; newer versions show a banner instead and ask nothing. */
  async stayRestricted() {
    const no = this.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: /^No/ });
    const banner = this.page
      .locator('.part.banner .message-container')
      .filter({ hasText: 'Restricted Mode' });
    await no.or(banner).first().waitFor();
    if (await no.isVisible()) await no.click();
    await this.page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).first().waitFor();
  }

  /** By the explorer, folder by folder: Quick Open finds nothing in a file system without search. */
  async openInExplorer(...names) {
    for (const [at, name] of names.entries()) {
      const label = this.page.locator('.label-name').filter({ hasText: new RegExp(`^${name}$`) });
      const row = this.page.locator('.explorer-folders-view .monaco-list-row').filter({ has: label }).first();
      await row.waitFor();
      if (at === names.length - 1) await row.dblclick();
      else if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
    }
    await this.page.locator(`.tab.active[data-resource-name="${names.at(-1)}"]`).waitFor();
  }
}
