/**
 * Where something stands now that stood at a place under an id: what the keyboard is at is followed when others come, go or are sorted
 * around it, so that a key never acts on another one than was marked. What is gone leaves its place to the next.
 */
export function keptPlace(order: readonly string[], at: number, id: string | null): number {
  if (at < 0 || id === null || order[at] === id) return Math.min(at, order.length - 1);
  const now = order.indexOf(id);
  return now >= 0 ? now : Math.min(at, order.length - 1);
}
