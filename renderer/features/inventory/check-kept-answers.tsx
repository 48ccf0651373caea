import { useState, type ReactElement } from 'react';
import type { AnswerCheck } from '../../../shared/contract/findings.ts';
import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark } from '../../ui/mark.tsx';
import { sayFailed } from '../../ui/say-failed.ts';
import { Section } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useNow } from '../../ui/use-now.ts';

const dayMs = 86_400_000;
const fromFile = 'file';
const spans = [
  { value: '1', label: 'Day' },
  { value: '7', label: 'Week' },
  { value: '30', label: '30 days' },
] as const;

/** Would this contract, or a newer one, have accepted the answers that are kept? */
export function CheckKeptAnswers({ detail }: { readonly detail: ApiDetail }): ReactElement {
  const current = detail.contracts.find(({ isCurrent }) => isCurrent);
  const [against, setAgainst] = useState<string>(current?.id ?? fromFile);
  const [file, setFile] = useState<File | null>(null);
  const [days, setDays] = useState<'1' | '7' | '30'>('7');
  const [result, setResult] = useState<AnswerCheck | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  const now = useNow();
  const check = async (): Promise<void> => {
    setIsChecking(true);
    setResult(null);
    try {
      const target = against === fromFile ? (file === null ? {} : { file }) : { contractId: against };
      setResult(await client.inventory.checkAnswers({ apiId: detail.api.id, sinceAt: now - Number(days) * dayMs, ...target }));
    } catch (error) {
      sayFailed(error);
    } finally {
      setIsChecking(false);
    }
  };
  return (
    <Section title="Check kept answers">
      <div className="inv-check">
        <SelectField
          label="Against"
          value={against}
          onChange={(value) => setAgainst(value ?? fromFile)}
          items={[
            ...detail.contracts.map((one) => ({
              value: one.id,
              label: `Version ${one.version}${one.isCurrent ? ', checked against now' : ''}`,
            })),
            { value: fromFile, label: 'A newer file …' },
          ]}
        />
        {against === fromFile && (
          <input
            type="file"
            aria-label="Contract file"
            accept=".json,.yaml,.yml"
            className="inv-check-file"
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
          />
        )}
        <Segments label="Of the last" value={days} onChange={setDays} items={spans} isWide />
        <div>
          <Button small changes={false} loading={isChecking} disabled={against === fromFile && file === null} onClick={() => void check()}>
            Check answers
          </Button>
        </div>
      </div>
      {result && <CheckResult result={result} />}
    </Section>
  );
}

function CheckResult({ result }: { readonly result: AnswerCheck }): ReactElement {
  return (
    <div role="status" className="inv-check-result">
      <p className="inv-check-words">
        <Mark state={result.checked === 0 ? 'no data' : result.breaks === 0 ? 'holds' : 'broken'} /> {result.words}
      </p>
      <ul className="inv-findings-list">
        {result.differences.map((one) => (
          <li key={`${one.endpoint} ${one.where} ${one.place} ${one.message}`}>
            <Mark state="soon" />
            <span>
              {one.message}
              <span className="faint">
                {' · '}
                <code>{one.endpoint}</code>
                {' · '}
                {one.count === 1 ? 'once' : `${grouped(one.count)} times`},{' '}
                <DoorLink door={{ place: 'console', kind: 'exchange', id: one.exchangeId }}>exchange {one.exchangeNumber}</DoorLink>
              </span>
            </span>
          </li>
        ))}
        {result.unchecked.map(({ reason, count }) => (
          <li key={reason} data-closed="">
            <Mark state="no data" />
            <span>
              {grouped(count)} not checked: {reason}
            </span>
          </li>
        ))}
      </ul>
      {result.moreDifferences > 0 && <p className="inv-note">And {grouped(result.moreDifferences)} more kinds of difference.</p>}
    </div>
  );
}
