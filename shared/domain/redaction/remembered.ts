/** Names come from vendors, who may invent some for ever, and long ones. */
const mostRemembered = 500;
const longestRemembered = 100;

/** The same judgement of a name, remembered: the same few come with every call. It may rest on nothing but the name. */
export function remembered(judge: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= mostRemembered) known.clear();
    const now = judge(name);
    if (name.length <= longestRemembered) known.set(name, now);
    return now;
  };
}
