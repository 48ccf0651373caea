/** Letters that take the room of two: those of Chinese, Japanese and Korean, full-width forms, pictures. */
const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u;

/** How many average letters wide a text is. */
export function letterCount(text: string): number {
  let count = 0;
  for (const letter of text) count += wide.test(letter) ? 2 : 1;
  return count;
}

/** As much of a text as is at most so many letters wide, whole characters only. */
export function firstLetters(text: string, most: number): string {
  let [count, end] = [0, 0];
  for (const letter of text) {
    count += letterCount(letter);
    if (count > most) break;
    end += letter.length;
  }
  return text.slice(0, end);
}
