import type { Block, Scorecard } from './scorecard.ts';

/** The most changes that are listed one by one. */
const most = 40;

/** What a later version says otherwise, cell by cell: "Promises, Checkout, observed: 99.73 % became 99.80 %". */
export function compareScorecards(before: Scorecard, after: Scorecard): string[] {
  const changes: string[] = [];
  if (before.lead !== after.lead) changes.push(`Verdict: “${before.lead}” became “${after.lead}”`);
  for (const block of after.blocks) {
    const old = before.blocks.find(({ key }) => key === block.key);
    if (!old) changes.push(`${block.title}: new on the page`);
    else changes.push(...blockChanges(old, block));
  }
  for (const old of before.blocks)
    if (!after.blocks.some(({ key }) => key === old.key)) changes.push(`${old.title}: no longer on the page`);
  return changes.length <= most ? changes : [...changes.slice(0, most), `and ${changes.length - most} more`];
}

function blockChanges(before: Block, after: Block): string[] {
  const changes: string[] = [];
  const name = (row: Block['rows'][number]): string => nameOf(after, row);
  for (const row of after.rows) {
    const old = before.rows.find((other) => nameOf(before, other) === name(row));
    if (!old) {
      changes.push(`${after.title}: ${name(row)} is new`);
      continue;
    }
    row.forEach((cell, place) => {
      const was = old[place];
      // How many days are left says only when the page was made.
      if (was && was.text !== cell.text && after.columns[place]?.title !== 'Days left')
        changes.push(
          `${after.title}, ${name(row)}, ${(after.columns[place]?.title ?? '').toLowerCase()}: ${was.text || 'nothing'} became ${cell.text || 'nothing'}`,
        );
    });
  }
  for (const row of before.rows)
    if (!after.rows.some((other) => name(other) === nameOf(before, row))) changes.push(`${after.title}: ${nameOf(before, row)} is gone`);
  return changes;
}

/** A row is told by its name; a date's name stands in its third column, a promise's in two. */
function nameOf({ key }: Block, row: Block['rows'][number]): string {
  if (key === 'dates') return row[2]?.text ?? '';
  if (key === 'promises') return `${row[0]?.text ?? ''} ${row[1]?.text ?? ''}`;
  return row[0]?.text ?? '';
}
