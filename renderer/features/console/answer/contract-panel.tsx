import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { DoorLink } from '../../../ui/door-link.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Mark } from '../../../ui/mark.tsx';
import { useConsoleStore } from '../console-store.ts';
import { apiTitle } from '../endpoint-rows.ts';
import { verdictOutcome } from '../exchange-words.ts';
import { violationPlace } from '../request/violation-list.tsx';

/** Whether the answer fits its contract, and each place where it does not. */
export function ContractPanel({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const askLine = useConsoleStore((state) => state.askLine);
  const verdict = verdictOutcome(exchange);
  const contract = exchange.contractVersion === null ? 'its contract' : `contract ${exchange.contractVersion}`;
  const title =
    exchange.verdict === 'fits'
      ? `Fits ${contract}`
      : exchange.verdict === 'breaks'
        ? `Breaks ${contract}, ${verdict.words}`
        : 'Not checked against a contract';
  return (
    <div className="con-contract">
      <h2>
        <Mark state={verdict.state} /> {title}
      </h2>
      {exchange.verdictReason !== '' && <p className="muted">{exchange.verdictReason}</p>}
      {exchange.violations.length > 0 && (
        <table aria-label="Violations">
          <tbody>
            {exchange.violations.map((violation, index) => (
              <tr key={index}>
                <td className="num faint">
                  {violation.line === null ? (
                    violationPlace(violation)
                  ) : (
                    <button
                      type="button"
                      className="con-link"
                      title="Show it in the answer"
                      onClick={() => askLine(exchange.id, violation.line ?? 1)}
                    >
                      {violationPlace(violation)}
                    </button>
                  )}
                </td>
                <td>
                  {violation.message}
                  {violation.pointer !== '' && <code className="con-pointer">{violation.pointer}</code>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {exchange.moreViolations > 0 && <p className="muted">{formatCount(exchange.moreViolations)} more are counted and not listed.</p>}
      {exchange.apiId !== null && (
        <p className="faint">
          <DoorLink door={{ place: 'inventory', kind: 'api', id: exchange.apiId }}>
            {apiTitle({ vendorName: exchange.vendorName ?? '', name: exchange.apiName ?? 'The API' })} in the inventory
          </DoorLink>
        </p>
      )}
    </div>
  );
}
