/** A stretch of one text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file. `uri` is the key that the host gave to the module, never parsed here. */
export interface Place extends Span {
  readonly uri: string;
}

/** Replaces a place by a text; an empty place inserts. */
export interface Edit extends Place {
  readonly text: string;
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function containsPlace(outer: Place, inner: Place): boolean {
  return outer.uri === inner.uri && contains(outer, inner);
}

export function covers(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

export function placeOf(uri: string, span: Span): Place {
  return { uri, start: span.start, end: span.end };
}
