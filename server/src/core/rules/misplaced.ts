import { relocate } from '../fixes/relocate.ts';
import type { Misplaced } from '../frameworks/framework.ts';
import type { Fix, Rule, RuleContext } from './rule.ts';

/** What the rules of order and presence have in common: each library says where its set-ups cannot work, and why. */
export function sayMisplaced(kind: Misplaced['kind']): NonNullable<Rule['misuse']> {
  return (misuse, context) => {
    if (misuse.kind !== kind) return [];
    const { place, message, confidence, others = [] } = misuse;
    return [
      {
        place,
        message,
        ...(confidence ? { confidence } : {}),
        related: others,
        fixes: repairs(misuse, context),
      },
    ];
  };
}

function repairs({ place, repair }: Misplaced, context: RuleContext): readonly Fix[] {
  const edits = repair ? relocate(context.text(place.uri), repair) : [];
  if (!repair || edits.length === 0) return [];
  return [{ kind: 'edit', title: repair.title, safety: 'unsafe', edits }];
}
