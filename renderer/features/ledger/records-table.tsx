import type { ReactElement } from 'react';
import type { BreakDetail } from '../../../shared/contract/ledger.ts';

/** Both records field by field, the differing ones marked. */
export function RecordsTable({ one }: { readonly one: BreakDetail }): ReactElement {
  return (
    <table className="led-records">
      <colgroup>
        <col style={{ width: 64 }} />
        <col />
        <col />
        <col style={{ width: 74 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Field</span>
          </th>
          <th scope="col" title={one.leftName}>
            {one.leftName}
          </th>
          <th scope="col" title={one.rightName}>
            {one.rightName}
          </th>
          <th scope="col">
            <span className="visually-hidden">Verdict</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {one.fields.map((field) => (
          <tr key={field.name} className={field.verdict === 'differs' ? 'led-differs' : undefined}>
            <th scope="row">{field.name}</th>
            <Value text={field.left} />
            <Value text={field.right} />
            <td className="led-verdict">{field.words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The year goes, as there is little room; the whole is in the title. */
const isTime = /\b\d{4}-(\d{2}-\d{2} \d{2}:\d{2}:\d{2})\b/g;

function Value({ text }: { readonly text: string | null }): ReactElement {
  if (text === null) return <td className="led-absent">no record</td>;
  return (
    <td className="led-value" title={text.length > 14 ? text : undefined}>
      {text.replaceAll(isTime, '$1')}
    </td>
  );
}
