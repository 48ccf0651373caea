import type { ReactElement } from 'react';

/** More of an end than this takes the room from what it ends. */
const longestEnd = 28;

/** A path in a narrow place: cut in its middle, since paths of an API begin alike and its operations stand at their ends. */
export function PathWords({ path }: { readonly path: string }): ReactElement {
  const at = path.split('?', 1)[0]?.lastIndexOf('/') ?? 0;
  const end = path.slice(at);
  if (at <= 0 || end.length < 2 || end.length > longestEnd) return <span className="mono">{path}</span>;
  return (
    <span className="mono con-path">
      <span className="ellipsis">{path.slice(0, at)}</span>
      <span>{end}</span>
    </span>
  );
}
