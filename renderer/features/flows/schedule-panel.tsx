import { useState, type ReactElement } from 'react';
import type { FlowDetail } from '../../../shared/contract/flows.ts';
import { scheduleWords } from '../../../shared/domain/flows/schedule-words.ts';
import { client } from '../../app/client.ts';
import { shell } from '../../app/shell-bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatCount } from '../../ui/format.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Mark } from '../../ui/mark.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { When } from '../../ui/when.tsx';
import { ConfirmRun } from './confirm-run.tsx';
import { changeFlow } from './edit-flow.ts';

const usual = ['0 6 * * *', '0 6 * * 1-5', '0 * * * *', '0 6 * * 1', '0 6 1 * *'] as const;
const rowFiles = ['csv', 'tsv', 'txt', 'json', 'ndjson', 'jsonl'] as const;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When a flow runs by itself, what was missed, and whether it may change production then. */
export function SchedulePanel({ flow }: { readonly flow: FlowDetail }): ReactElement {
  const { schedule } = flow;
  const [cron, setCron] = useState<string>(schedule?.cron ?? '0 6 * * *');
  const [isOwn, setIsOwn] = useState(schedule !== null && !usual.some((one) => one === schedule.cron));
  const [fault, setFault] = useState<unknown>(null);
  const [isArming, setIsArming] = useState(false);
  const zone = schedule?.zone ?? here;
  const keep = async (isOn: boolean, data?: { path: string } | null): Promise<void> => {
    setFault(null);
    try {
      await client.flows.setSchedule({ id: flow.id, schedule: { cron, zone, isOn, ...(data === undefined ? {} : { data }) } });
    } catch (error) {
      setFault(error);
    }
  };
  const chooseFile = async (): Promise<void> => {
    const path = await shell.call('chooseFile', { title: 'The file of rows', button: 'Choose', extensions: rowFiles });
    if (path !== null) await keep(schedule?.isOn ?? true, { path });
  };
  const arm = async (isArmed: boolean, confirmProduction: string[]): Promise<void> => {
    const words = isArmed ? 'Its schedule may change production' : 'Its schedule may no longer change production';
    if (await changeFlow(flow.id, words, () => client.flows.arm({ id: flow.id, isArmed, confirmProduction }))) setIsArming(false);
  };
  return (
    <div className="flo-run">
      {schedule !== null && (
        <Facts
          items={[
            ['When', schedule.isOn ? schedule.words : `Paused: ${schedule.words}`],
            ['Next', schedule.nextAt === null ? 'not by itself' : <When key="next" at={schedule.nextAt} />],
            ...(schedule.missedWords === '' ? [] : [['Missed', schedule.missedWords] as const]),
            ...(flow.changesProduction
              ? [
                  [
                    'Production',
                    schedule.armedBy === null ? (
                      <span key="p" className="flo-state">
                        <Mark state="soon" /> {schedule.disarmedWords || 'not let: it will not run by itself'}
                      </span>
                    ) : (
                      `let by ${schedule.armedBy}`
                    ),
                  ] as const,
                ]
              : []),
          ]}
        />
      )}
      <SelectField
        label="Runs by itself"
        value={isOwn ? 'own' : cron}
        onChange={(next) => {
          if (next === null) return;
          setIsOwn(next === 'own');
          if (next !== 'own') setCron(next);
        }}
        items={[
          ...usual.map((one) => ({ value: one as string, label: scheduleWords({ cron: one, zone }) })),
          { value: 'own', label: 'At other times' },
        ]}
        reason="While the app has this workspace open. After a time without it, one missed run is made up for and the others are counted here."
      />
      {isOwn && (
        <TextField mono label="Minute, hour, day, month, day of the week" value={cron} onChange={setCron} placeholder="0 6 * * 1-5" />
      )}
      {fault !== null && <FaultNote fault={fault} />}
      {schedule !== null && (
        <div className="flo-file">
          <div className="flo-file-words">
            <strong className="ellipsis" title={schedule.data?.path}>
              {schedule.data === null ? 'One round, without a file' : schedule.data.fileName}
            </strong>
            <span className="muted small">
              {schedule.data !== null
                ? `${formatCount(schedule.data.rows)} ${schedule.data.rows === 1 ? 'row' : 'rows'}. When the file is changed or gone, it does not run and Today says so; choose it again then.`
                : flow.asksFor.length > 0
                  ? `It asks for ${flow.asksFor.join(', ')}: choose a file with these columns.`
                  : 'Choose a CSV or JSON file to go round once for each of its rows.'}
            </span>
          </div>
          <Button small onClick={() => void chooseFile()}>
            {schedule.data === null ? 'Choose file' : 'Choose again'}
          </Button>
          {schedule.data !== null && (
            <Button small kind="quiet" onClick={() => void keep(schedule.isOn, null)}>
              Without
            </Button>
          )}
        </div>
      )}
      <div className="flo-buttons">
        <Button onClick={() => void keep(true)} disabled={schedule !== null && schedule.isOn && schedule.cron === cron}>
          {schedule === null ? 'Let it run by itself' : schedule.isOn ? 'Keep these times' : 'Go on'}
        </Button>
        {schedule?.isOn && <Button onClick={() => void keep(false)}>Pause</Button>}
        {schedule !== null && (
          <Button
            kind="quiet"
            onClick={() =>
              void changeFlow(flow.id, 'It runs by itself no more', () => client.flows.setSchedule({ id: flow.id, schedule: null }))
            }
          >
            Remove
          </Button>
        )}
        {schedule !== null && flow.changesProduction && schedule.armedBy === null && (
          <Button onClick={() => setIsArming(true)}>Let it change production…</Button>
        )}
        {schedule !== null && schedule.armedBy !== null && <Button onClick={() => void arm(false, [])}>No longer let it</Button>}
      </div>
      {isArming && (
        <ConfirmRun
          name={flow.name}
          places={flow.guarded}
          rows={null}
          verb="Let the schedule run"
          isBusy={false}
          onClose={() => setIsArming(false)}
          onConfirm={(names) => void arm(true, names)}
        />
      )}
    </div>
  );
}
