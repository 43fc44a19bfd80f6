import { removeOption, replace } from '../fixes/edits.ts';
import { printText, quoteAt } from '../fixes/print.ts';
import type { Option } from '../policy/policy.ts';
import type { Fix, Rule } from './rule.ts';

const HEADER = 'access-control-allow-credentials';

export const invalidCredentialsHeader: Rule = {
  id: 'invalid-credentials-header',
  level: 'error',
  summary: 'An `Access-Control-Allow-Credentials` that is not exactly `true`',
  fix: 'safe',
  policy(policy, context) {
    const option = policy.options.get(HEADER);
    if (!option || (option.value.kind !== 'text' && option.value.kind !== 'number')) return [];
    const sent = String(option.value.value);
    if (sent === 'true') return [];
    const { place } = option.value;
    const text = context.text(place.uri);
    // A switch that is off in this case, and on in another: `str(settings.CREDENTIALS).lower()`, `isOurs ? 'true' : 'false'`.
    const isSwitch = policy.when.length > 0 || !isAllThatIsWritten(text, option);
    if (isSwitch && /^["'`]?false["'`]?$/i.test(text.slice(place.start, place.end))) return [];
    const meansTrue = /^(?:true|1|yes|on)$/i.test(sent.trim());
    const fixes: Fix[] = [];
    if (meansTrue) {
      const edits = [replace(place, printText('true', quoteAt(text, place)))];
      fixes.push({ kind: 'edit', title: 'Write true', safety: 'safe', edits });
    } else if (isAllThatIsWritten(text, option)) {
      const edits = removeOption(context.text(option.place.uri), option);
      if (edits.length > 0) fixes.push({ kind: 'edit', title: 'Remove the header', safety: 'safe', edits });
    }
    return [
      {
        place,
        message: `Browsers take \`Access-Control-Allow-Credentials: ${sent}\` for no permission: the only value with a meaning is \`true\`, in lower case. ${meansTrue ? 'Write `true`.' : 'Leave the header out.'}`,
        fixes,
      },
    ];
  },
};

/** False where the value comes from elsewhere, or a condition chooses it: in other cases the header may allow credentials. */
function isAllThatIsWritten(text: string, { place, keyPlace, value }: Option): boolean {
  if (value.place.uri !== place.uri || value.place.start < keyPlace.end || value.place.end > place.end)
    return false;
  const before = text.slice(keyPlace.end, value.place.start);
  const after = text.slice(value.place.end, place.end);
  return (
    /^["'`\])\s]*[:=,]?\s*(?:["'`]?value["'`]?\s*[:=])?\s*$/i.test(before) && /^[\s,;)}\]]*$/.test(after)
  );
}
