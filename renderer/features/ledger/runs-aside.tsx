import { useState, type ReactElement } from 'react';
import type { LedgerDetail, LedgerRun } from '../../../shared/contract/ledger.ts';
import { toleranceWords } from '../../../shared/domain/ledger/ledger-spec.ts';
import { client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm.ts';
import { Facts } from '../../ui/facts.tsx';
import { formatCount } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { sayFailed } from '../../ui/say-failed.ts';
import { DefinitionSheet } from './definition-sheet.tsx';

export interface RunsAsideProps {
  readonly detail: LedgerDetail;
  readonly runId: string | null;
  readonly onRun: (runId: string | null) => void;
}

/** Every run with its bridge to look at again, and the definition they ran with. */
export function RunsAside({ detail, runId, onRun }: RunsAsideProps): ReactElement {
  const [isEditing, setIsEditing] = useState(false);
  const { spec } = detail.definition;
  const run = detail.runs.find(({ id }) => id === runId);
  const remove = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Remove ledger “${detail.name}”?`,
      consequence: `Its ${formatCount(detail.runs.length)} runs and all of its breaks go with it. This cannot be taken back.`,
      action: 'Remove ledger',
      danger: true,
    });
    if (!isSure) return;
    try {
      await client.ledger.remove({ id: detail.id });
      go({ place: 'ledger' });
    } catch (error) {
      sayFailed(error);
    }
  };
  return (
    <>
      <Section title="Runs" right={run === undefined || detail.runs[0]?.id === runId ? undefined : `Run ${run.number} is shown`}>
        <table className="led-runs">
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">When</th>
              <th scope="col" className="right">
                Matched
              </th>
              <th scope="col" className="right">
                New
              </th>
              <th scope="col" className="right">
                Resolved
              </th>
            </tr>
          </thead>
          <tbody>
            {detail.runs.slice(0, 20).map((one, index) => (
              <tr key={one.id}>
                <td>
                  <button
                    type="button"
                    className="led-run-door"
                    aria-pressed={one.id === runId}
                    onClick={() => onRun(index === 0 ? null : one.id)}
                  >
                    {one.number}
                  </button>
                </td>
                <td>
                  <When at={one.finishedAt} />
                  {one.state === 'partial' ? ' · partial' : ''}
                </td>
                <td className="right">{formatCount(one.matched)}</td>
                <td className="right">{formatCount(one.opened + one.reopened)}</td>
                <td className="right">{formatCount(one.resolved)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {run === undefined ? null : <RunFacts run={run} />}
      <Section
        title={`Definition ${detail.definition.number}`}
        right={
          <Button small onClick={() => setIsEditing(true)}>
            Change
          </Button>
        }
      >
        <Facts
          items={[
            ['Left', spec.left.name],
            ['Right', spec.right.name],
            [
              'Key',
              spec.left.key
                .map((column, index) => (column === spec.right.key[index] ? column : `${column} = ${spec.right.key[index] ?? ''}`))
                .join(', '),
            ],
            [
              'Amount',
              `${spec.left.amount.column} in ${spec.left.amount.unit} units = ${spec.right.amount.column} in ${spec.right.amount.unit} units, ${toleranceWords(spec.amountTolerance)}`,
            ],
            [
              'Time',
              spec.left.time === null
                ? 'not read'
                : `${spec.left.time.column} = ${spec.right.time?.column ?? ''}, ${toleranceWords(spec.timeTolerance)}`,
            ],
            [
              'Compared',
              spec.fields.length === 0
                ? 'nothing else'
                : spec.fields.map(({ name, tolerance }) => `${name} (${toleranceWords(tolerance)})`).join(', '),
            ],
            ['Settles', spec.settleDays === null ? 'at once' : `within ${spec.settleDays} days`],
            ['By', `${detail.definition.author}${detail.definition.reason === '' ? '' : `, ${detail.definition.reason}`}`],
            ['SHA-256', <code key="sha">{detail.definition.sha256.slice(0, 16)}</code>],
          ]}
        />
      </Section>
      <div className="led-aside-foot">
        <Button kind="quiet" onClick={() => void remove()}>
          Remove ledger
        </Button>
      </div>
      {isEditing ? <DefinitionSheet detail={detail} onClose={() => setIsEditing(false)} /> : null}
    </>
  );
}

function RunFacts({ run }: { readonly run: LedgerRun }): ReactElement {
  const side = (file: string, rows: number, rejected: number, mapping: string): string =>
    `${file}, ${formatCount(rows)} rows${rejected > 0 ? `, ${formatCount(rejected)} rejected` : ''}${mapping === '' ? '' : `, through ${mapping}`}`;
  return (
    <Section title={`Run ${run.number}`}>
      <Facts
        items={[
          ['Left', side(run.leftFile, run.leftRows, run.leftRejected, run.leftMapping)],
          ['Right', side(run.rightFile, run.rightRows, run.rightRejected, run.rightMapping)],
          ['Took', `${(run.durationMs / 1000).toFixed(1)} s, by ${run.actor}`],
          ['Definition', String(run.definitionNumber)],
          ['Digest', <code key="digest">{run.digest.slice(0, 16)}</code>],
        ]}
      />
    </Section>
  );
}
