import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { LimitBar } from './limit-bar.tsx';
import { limitWords } from './limit-words.ts';

/** The limits that answers have named, how near they came, and the exchange that showed it. */
export function LimitsList({ limits }: Pick<ApiDetail, 'limits'>) {
  return (
    <Section title={limits.length === 0 ? 'No limit seen yet' : 'Limits'}>
      {limits.length === 0 ? (
        <p className="inv-note">
          Limits are read from the headers of answers. Send a call, and what the vendor says about them stands here.
        </p>
      ) : (
        <table className="inv-table">
          <thead>
            <tr>
              <th scope="col">Limit</th>
              <th scope="col">Peak, 30 days</th>
              <th scope="col">Last seen</th>
            </tr>
          </thead>
          <tbody>
            {limits.map((one) => (
              <tr key={one.id}>
                <th scope="row">{limitWords(one)}</th>
                <td>
                  <LimitBar percent={one.peakPercent} />
                </td>
                <td>
                  <DoorLink door={{ place: 'console', kind: 'exchange', id: one.exchangeId }}>
                    <When at={one.seenAt} />
                  </DoorLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
