import { Fragment, type ReactElement } from 'react';

const token = /("(?:\\.|[^"\\])*"?)(\s*:)?|(-?\d[\d.eE+-]*|\btrue\b|\bfalse\b|\bnull\b)/g;

/** One line of JSON in the colours of code; `marked` is drawn as found. */
export function JsonLine({ text, marked }: { readonly text: string; readonly marked: string }): ReactElement {
  if (marked !== '') return <MarkedLine text={text} marked={marked} />;
  const parts: ReactElement[] = [];
  let at = 0;
  for (const match of text.matchAll(token)) {
    const [whole, string, colon] = match;
    if (match.index > at) parts.push(<Fragment key={at}>{text.slice(at, match.index)}</Fragment>);
    const kind = string === undefined ? 'number' : colon === undefined ? 'string' : 'name';
    parts.push(
      <span key={match.index} data-token={kind}>
        {whole}
      </span>,
    );
    at = match.index + whole.length;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

/** One line of any text; what was searched for is marked. */
export function MarkedLine({ text, marked }: { readonly text: string; readonly marked: string }): ReactElement {
  if (marked === '') return <>{text}</>;
  const parts: ReactElement[] = [];
  const lower = text.toLowerCase();
  const wanted = marked.toLowerCase();
  let at = 0;
  for (let hit = lower.indexOf(wanted); hit !== -1 && parts.length < 200; hit = lower.indexOf(wanted, at)) {
    parts.push(
      <Fragment key={hit}>
        {text.slice(at, hit)}
        <mark>{text.slice(hit, hit + marked.length)}</mark>
      </Fragment>,
    );
    at = hit + marked.length;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
