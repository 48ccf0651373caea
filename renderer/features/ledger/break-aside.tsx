import type { ReactElement } from 'react';
import type { LedgerBreak } from '../../../shared/contract/ledger.ts';
import { Facts } from '../../ui/facts.tsx';
import { formatMoney } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { classWords } from './break-words.ts';
import { ClassGlyph } from './class-glyph.tsx';
import styles from './break-aside.module.css';

/** One break: what it is, and both records side by side. */
export function BreakAside({ one }: { readonly one: LedgerBreak }): ReactElement {
  return (
    <>
      <Section title="What it is">
        <Facts
          items={[
            [
              'Class',
              <span key="class">
                <ClassGlyph kind={one.class} />
                {classWords[one.class]}
              </span>,
            ],
            ['At risk', one.amountMinor === null || one.currency === null ? 'no amount' : formatMoney(one.amountMinor, one.currency)],
            ['Ledger', one.ledgerName],
            [
              'Owner',
              one.ownerName ?? (
                <span key="owner" className="faint">
                  nobody
                </span>
              ),
            ],
            ['Opened', <When key="opened" at={one.openedAt} />],
          ]}
        />
      </Section>
      <Section title={one.field === null ? 'Both records' : `Both records, ${one.field}`}>
        <table className={styles.records}>
          <thead>
            <tr>
              <th scope="col">Left</th>
              <th scope="col">Right</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>{one.left ?? <span className={styles.absent}>no record</span>}</td>
              <td>{one.right ?? <span className={styles.absent}>no record</span>}</td>
            </tr>
          </tbody>
        </table>
      </Section>
    </>
  );
}
