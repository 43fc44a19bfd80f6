import { commands, type Disposable, type QuickPickItem, window } from 'vscode';
import type { Commands, OriginOffer } from '../../../server/src/lsp/messages.ts';
import type { Lens } from '../connection.ts';
import { tellOutcome } from './outcome.ts';

export function registerChooseOrigins(lens: Lens): Disposable {
  return commands.registerCommand(
    'corsLens.chooseOrigins',
    async (finding: Commands['corsLens.chooseOrigins']) => {
      const offers = lens.ask('corsLens/origins', { uri: finding.uri });
      const origins = await askOrigins(offers);
      if (!origins || origins.length === 0) return;
      tellOutcome(await lens.ask('corsLens/applyChoice', { ...finding, origins }));
    },
  );
}

interface OriginItem extends QuickPickItem {
  readonly origin: string;
}

/** The chosen origins; undefined when the user leaves. What is typed joins the list when it is an origin. */
function askOrigins(offered: Promise<readonly OriginOffer[]>): Promise<readonly string[] | undefined> {
  const pick = window.createQuickPick<OriginItem>();
  pick.title = 'Which origins may read the answers?';
  pick.placeholder = 'Choose, or type one: https://app.example.com';
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.busy = true;
  let known: readonly OriginItem[] = [];

  const withTyped = () => {
    const typed = originOf(pick.value);
    const isNew = typed !== undefined && !known.some(({ origin }) => origin === typed);
    const chosen = new Set(pick.selectedItems.map(({ origin }) => origin));
    // A typed origin that was ticked stays, whatever is typed next.
    known = [...known, ...pick.selectedItems.filter((item) => !known.includes(item))];
    const items = isNew
      ? [...known, { label: typed, origin: typed, description: 'as typed', alwaysShow: true }]
      : known;
    pick.items = items;
    pick.selectedItems = items.filter(({ origin }) => chosen.has(origin) || (isNew && origin === typed));
  };

  return new Promise((resolve) => {
    pick.onDidChangeValue(withTyped);
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.map(({ origin }) => origin));
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    offered
      .then((offers) => {
        known = offers.map(({ origin, from }) => ({ label: origin, origin, description: from }));
        withTyped();
      })
      .catch(() => undefined)
      .finally(() => {
        pick.busy = false;
      });
  });
}

/** Undefined for what is not an origin (yet). An address with a path counts as its origin. */
function originOf(typed: string): string | undefined {
  try {
    const url = new URL(typed.trim());
    return /^https?:$/.test(url.protocol) ? url.origin : undefined;
  } catch {
    return undefined;
  }
}
