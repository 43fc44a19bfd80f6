/** Whether one UTF-16 unit of a text is admitted. */
export type UnitTest = (unit: string) => boolean;

/** A regular expression as a tree, whatever language it is written in. */
export type PatternNode =
  | { readonly kind: 'unit'; readonly test: UnitTest }
  /** The test looks at the text's ends and at the two units around `at`, no further. */
  | { readonly kind: 'position'; readonly test: (text: string, at: number) => boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: 'look'; readonly part: PatternNode; readonly ahead: boolean; readonly negative: boolean }
  /** A back-reference or a conditional group: valid, and not followed. */
  | { readonly kind: 'unsupported' };
