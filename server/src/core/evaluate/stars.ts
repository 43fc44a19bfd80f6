import type { Import } from '../syntax/module.ts';
import { alternatives } from './combine.ts';
import type { Context } from './context.ts';
import { exportLead, type Lead, type Way } from './leads.ts';

/** A name that `from x import *` brings in. */
export interface StarExport {
  readonly import: Import;
  readonly lead: Lead;
}

const MAX_STARS = 16;

/** What the star imports of a Python module bring in under a name, in source order. */
export function starExports(
  context: Context,
  name: string,
  way: Way = { hops: 0, seen: new Set() },
): readonly StarExport[] {
  // The list of what a star takes is the file's own: no other star brings it in.
  if (context.module.language !== 'python' || name === '' || name === '__all__') return [];
  const found: StarExport[] = [];
  for (const star of starImports(context).slice(0, MAX_STARS)) {
    const followed = context.follow(star.from);
    if (followed.kind !== 'module' || !isPublic(followed.context, name)) continue;
    const lead = exportLead(followed.context, name, way);
    if (lead) found.push({ import: star, lead });
  }
  return found;
}

export function starImports(context: Context): readonly Import[] {
  if (!/\bimport[\s\\]*\*/.test(context.module.text)) return [];
  return context.module.imports().filter((one) => one.name === '**');
}

/** Whether a star import takes the name: what `__all__` lists, else every name without an underscore in front. */
function isPublic(context: Context, name: string): boolean {
  if (!context.module.text.includes('__all__') || context.module.exported('__all__').length === 0)
    return !name.startsWith('_');
  let isOpen = false;
  for (const { value } of alternatives(context.evaluate(context.ending('__all__')))) {
    if (value.kind !== 'list') isOpen = true;
    else if (value.items.some((item) => item.kind === 'text' && item.value === name)) return true;
    else isOpen ||= value.items.some((item) => item.kind !== 'text');
  }
  return isOpen && !name.startsWith('_');
}
