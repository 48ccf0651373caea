import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { percentWords } from '../../../shared/domain/monitors/verdict-words.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { attempt } from '../../ui/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatCount, formatMonth, formatTime, formatWeekday } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { Section } from '../../ui/section.tsx';
import { AnnulDialog } from './annul-dialog.tsx';
import { HourDialog } from './hour-dialog.tsx';
import { HourGrid, type HourCell } from './hour-grid.tsx';
import { promiseWords } from './monitor-words.ts';
import { RangeBar } from './range-bar.tsx';
import { undoLast } from '../../ui/undo-last.ts';
import { VerdictChip } from './verdict-chip.tsx';

interface PromiseAsideProps {
  readonly id: string;
  readonly onEdit: () => void;
}

/** A promise's month: verdict, what it rests on, the hours of it, what was annulled, and how it is counted. */
export function PromiseAside({ id, onEdit }: PromiseAsideProps) {
  const [monthsBack, setMonthsBack] = useState(0);
  const [hour, setHour] = useState<(HourCell & { readonly words: string }) | null>(null);
  const [annulling, setAnnulling] = useState<{ readonly words: string; readonly fromAt: number; readonly toAt: number } | null>(null);
  const month = monthBefore(monthsBack);
  const detail = useQuery(api.monitors.promise.queryOptions({ input: { id, month: month.key } }));
  if (detail.isPending) return <Loading lines={6} />;
  if (detail.isError) return <FaultNote fault={detail.error} />;
  const { report, settings, monitors, grid, annulments, incidents } = detail.data;
  const unit = report.unit === 'slot' ? 'slots' : `${report.unit}s`;
  const facts: [string, ReactNode][] = [
    ['Promised', `${percentWords(report.target)} ${promiseWords(report)}, ${report.serviceWords}`],
    ['Allowance', capital(report.allowanceWords)],
    [
      'Counted',
      `${formatCount(report.good)} good, ${formatCount(report.bad)} bad, ${formatCount(report.noData)} unseen of ${formatCount(report.elapsed)} ${unit}`,
    ],
    [
      'Measured by',
      <MeasuredBy
        key="by"
        monitors={monitors}
        apiId={report.apiId}
        apiName={[report.vendorName, report.apiName].filter(Boolean).join(' ')}
        unit={report.unit}
        ledgerId={settings.ledgerId}
      />,
    ],
    [
      'Process',
      report.processId === null ? (
        <span key="process" className="faint">
          none
        </span>
      ) : (
        report.processName
      ),
    ],
  ];
  return (
    <>
      <section className="mon-now" aria-label="Verdict">
        <div className="mon-month">
          <VerdictChip verdict={report.verdict} />
          <span>
            <Button small kind="quiet" aria-label="Month before" onClick={() => setMonthsBack(monthsBack + 1)}>
              ‹
            </Button>
            {formatMonth(month.at)}
            <Button small kind="quiet" aria-label="Month after" disabled={monthsBack === 0} onClick={() => setMonthsBack(monthsBack - 1)}>
              ›
            </Button>
          </span>
        </div>
        <p className="mon-words">{capital(report.words)}</p>
        <RangeBar report={report} />
      </section>
      <Section
        title="What it rests on"
        right={
          <Button small kind="quiet" onClick={onEdit} keys="e">
            Edit
          </Button>
        }
      >
        <Facts items={facts} />
      </Section>
      {grid.length === 0 ? null : (
        <Section title="Every hour of the month">
          <HourGrid rows={grid} onChoose={(cell, words) => setHour({ ...cell, words })} />
          <p className="mon-legend">
            <i data-cell="good" /> good <i data-cell="bad" /> bad (opens) <i data-cell="unseen" /> unseen <i data-cell="excluded" />{' '}
            excluded
          </p>
        </Section>
      )}
      {annulments.length === 0 ? null : (
        <Section title="Annulled">
          <ul className="mon-list">
            {annulments.map((one) => (
              <li key={one.id}>
                <span>
                  {formatWeekday(one.fromAt)} {formatTime(one.fromAt)}–{formatTime(one.toAt)}: {one.reason}{' '}
                  <span className="faint">· {one.person}</span>
                </span>
                <Button small kind="quiet" onClick={() => void attempt(client.monitors.withdrawAnnulment({ id: one.id }), 'Counted again')}>
                  Count again
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {incidents.length === 0 ? null : (
        <Section title="Incidents">
          <ul className="mon-list">
            {incidents.map((one) => (
              <li key={one.id}>
                <DoorLink door={{ place: 'monitors', kind: 'incident', id: one.id }}>{`INC-${one.number} ${one.title}`}</DoorLink>
                <span className="faint">{one.durationWords}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="How it is counted">
        {report.methodWords.split('\n').map((line) => (
          <p key={line} className="mon-note">
            {line}
          </p>
        ))}
      </Section>
      <div className="mon-end">
        <Button small kind="quiet" onClick={() => void remove(id, report.name)}>
          Remove promise
        </Button>
      </div>
      {hour ? (
        <HourDialog
          hour={hour}
          monitors={monitors}
          incidents={incidents}
          onClose={() => setHour(null)}
          onAnnul={() => {
            setHour(null);
            setAnnulling({ words: hour.words, fromAt: hour.at, toAt: hour.at + 3_600_000 });
          }}
        />
      ) : null}
      {annulling ? <AnnulDialog promiseId={id} {...annulling} onClose={() => setAnnulling(null)} /> : null}
    </>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function monthBefore(back: number): { readonly key: string; readonly at: number } {
  const today = new Date();
  const date = new Date(today.getFullYear(), today.getMonth() - back, 1);
  return { key: `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`, at: date.getTime() };
}

interface MeasuredByProps {
  readonly monitors: readonly { readonly id: string; readonly name: string }[];
  readonly apiId: string | null;
  readonly apiName: string;
  readonly unit: 'slot' | 'call' | 'row';
  readonly ledgerId: string | null;
}

function MeasuredBy({ monitors, apiId, apiName, unit, ledgerId }: MeasuredByProps) {
  if (monitors.length > 0) {
    return (
      <span>
        {monitors.map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 ? ', ' : ''}
            <DoorLink door={{ place: 'monitors', kind: 'monitor', id }}>{name}</DoorLink>
          </span>
        ))}
      </span>
    );
  }
  if (unit === 'row' && ledgerId !== null)
    return <DoorLink door={{ place: 'ledger', kind: 'ledger', id: ledgerId }}>the ledger’s last run, with its breaks</DoorLink>;
  return apiId === null ? (
    'the ledger’s runs'
  ) : (
    <DoorLink door={{ place: 'console', kind: 'history', id: apiId }}>{`our calls of ${apiName}`}</DoorLink>
  );
}

async function remove(id: string, name: string): Promise<void> {
  const isSure = await confirm({
    title: `Remove promise “${name}”`,
    consequence: 'It is not judged any more. The checks that it was counted from stay.',
    action: 'Remove promise',
    danger: true,
  });
  if (!isSure) return;
  if (await attempt(client.monitors.removePromise({ id }), `Promise “${name}” removed`, () => void undoLast('promise', id)))
    go({ place: 'monitors' });
}
