import { JavaScriptModule } from './javascript.ts';
import type { AssignBinding, Binding } from './module.ts';

/** A JSON file: one value, which is the default export, and whose entries are exports. */
export class JsonModule extends JavaScriptModule {
  override exported(name: string): readonly Binding[] {
    const root = this.tree.topNode.firstChild;
    if (!root) return [];
    const value = this.expr(root);
    const isWhole = name === '*' || name === 'default';
    if (!isWhole && !(value.kind === 'record' && value.entries.some(({ key }) => key === name))) return [];
    const binding: AssignBinding = {
      kind: 'assign',
      name,
      value,
      path: isWhole ? [] : [name],
      conditions: [],
      span: value.span,
      statement: value.span,
    };
    return [binding];
  }
}
