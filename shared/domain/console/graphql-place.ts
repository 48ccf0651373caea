/** Where a place in a GraphQL document lies: in its code, in a "string", or in a """block string""". */
export type GraphqlPlace = 'code' | 'string' | 'block';

/** For each offset asked, in rising order, what it lies in (GraphQL September 2025, section 2.9.4). Unfinished documents are read as far as they go. */
export function graphqlPlaces(text: string, offsets: readonly number[]): readonly GraphqlPlace[] {
  const places: GraphqlPlace[] = [];
  let place: GraphqlPlace | 'comment' = 'code';
  let at = 0;
  for (const offset of offsets) {
    while (at < offset) {
      const char = text[at];
      if (place === 'code') {
        if (char === '#') place = 'comment';
        else if (text.startsWith('"""', at)) {
          place = 'block';
          at += 2;
        } else if (char === '"') place = 'string';
      } else if (place === 'comment') {
        if (char === '\n' || char === '\r') place = 'code';
      } else if (place === 'string') {
        if (char === '\\') at += 1;
        else if (char === '"' || char === '\n') place = 'code';
      } else if (text.startsWith('\\"""', at)) at += 3;
      else if (text.startsWith('"""', at)) {
        place = 'code';
        at += 2;
      }
      at += 1;
    }
    // A comment is not sent to anybody's harm, but a line break in it would end it.
    places.push(place === 'comment' ? 'string' : place);
  }
  return places;
}
