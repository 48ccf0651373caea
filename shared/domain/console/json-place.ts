/** For each offset asked, in rising order: whether it lies inside a JSON string. Unfinished JSON is read as far as it goes. */
export function insideJsonString(text: string, offsets: readonly number[]): readonly boolean[] {
  const inside: boolean[] = [];
  let isInString = false;
  let at = 0;
  for (const offset of offsets) {
    for (; at < offset; at += 1) {
      const char = text[at];
      if (isInString && char === '\\') at += 1;
      else if (char === '"') isInString = !isInString;
    }
    inside.push(isInString);
  }
  return inside;
}
