import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Assertion, Monitor } from '../../../shared/contract/monitors.ts';
import { intervalWords } from '../../../shared/domain/monitors/interval-words.ts';
import { api, client } from '../../app/client.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { ServiceHoursField } from './service-hours-field.tsx';
import { undoLast } from '../../ui/undo-last.ts';

const intervals = [60, 300, 600, 900, 1800, 3600] as const;
/** Seconds to wait before each further try, as the value of a choice. */
const retryWays = ['5,20', '5', ''] as const;

function retryWords(way: string): string {
  if (way === '') return 'no: a failed check counts at once';
  return `after ${way.split(',').join(' s and ')} s`;
}

/** Edits a monitor: how often, when, and what an answer must fulfil. */
export function MonitorSheet({ monitor, onClose }: { readonly monitor: Monitor; readonly onClose: () => void }) {
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const [name, setName] = useState(monitor.name);
  const [intervalS, setIntervalS] = useState(String(monitor.intervalS));
  const [hours, setHours] = useState(monitor.serviceHours);
  const [timeoutMs, setTimeoutMs] = useState<number | null>(monitor.timeoutMs);
  const [retries, setRetries] = useState(monitor.retriesS.join());
  const [failAfter, setFailAfter] = useState<number | null>(monitor.failAfter);
  const [ownerId, setOwnerId] = useState(monitor.ownerId);
  const [rules, setRules] = useState(() => rulesOf(monitor.assertions));
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const set = (change: Partial<Rules>): void => setRules({ ...rules, ...change });
  const save = async (): Promise<void> => {
    setIsSaving(true);
    setFault(null);
    try {
      await client.monitors.update({
        id: monitor.id,
        name,
        intervalS: Number(intervalS),
        serviceHours: hours === null ? null : { ...hours, days: [...hours.days] },
        timeoutMs: timeoutMs ?? monitor.timeoutMs,
        retriesS: retries.split(',').filter(Boolean).map(Number),
        failAfter: failAfter ?? monitor.failAfter,
        ownerId,
        assertions: assertionsOf(rules),
      });
      toast({ words: `${name} saved`, undo: () => void undoLast('monitor', monitor.id) });
      onClose();
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };
  return (
    <Sheet
      title={`Edit ${monitor.name}`}
      opened
      onClose={onClose}
      width={440}
      primary={{ words: 'Save monitor', run: () => void save(), loading: isSaving }}
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      <TextField label="Name" value={name} onChange={setName} autoFocus />
      <SelectField
        label="Check"
        value={intervalS}
        items={[...new Set([...intervals, monitor.intervalS])].map((seconds) => ({
          value: String(seconds),
          label: intervalWords(seconds),
        }))}
        onChange={(next) => setIntervalS(next ?? '300')}
      />
      <ServiceHoursField value={hours} onChange={(next) => setHours(next === null ? null : { ...next, days: [...next.days] })} />
      <TextField
        label="Status"
        value={rules.status}
        onChange={(status) => set({ status })}
        placeholder="200, 204"
        reason="Which ones are right. Empty: any below 400."
        error={/^[\d\s,]*$/.test(rules.status) ? null : 'Write status codes with commas between them.'}
      />
      <NumberField
        label="Slow above"
        value={rules.atMostMs}
        onChange={(atMostMs) => set({ atMostMs })}
        suffix=" ms"
        reason="Slower is shown as slow, not as down."
      />
      <TextField label="Body contains" value={rules.contains} onChange={(contains) => set({ contains })} />
      <TextField
        label="Value in the JSON"
        value={rules.jsonRule}
        onChange={(jsonRule) => set({ jsonRule })}
        placeholder="status.indicator = none"
        mono
        error={rules.jsonRule.trim() === '' || rules.jsonRule.includes('=') ? null : 'Write it as path = value.'}
      />
      <SelectField
        label="Contract"
        value={rules.contract}
        items={[
          { value: 'no', label: 'Does not have to fit' },
          { value: 'yes', label: 'The answer must fit its contract' },
        ]}
        onChange={(contract) => set({ contract: contract ?? 'no' })}
      />
      <NumberField label="Longest wait" value={timeoutMs} onChange={setTimeoutMs} suffix=" ms" min={100} max={120_000} />
      <SelectField
        label="Try again"
        value={retries}
        items={[...new Set([...retryWays, monitor.retriesS.join()])].map((way) => ({ value: way, label: retryWords(way) }))}
        onChange={(next) => setRetries(next ?? retries)}
        reason="Before a check counts as failed."
      />
      <NumberField label="Down after" value={failAfter} onChange={setFailAfter} suffix=" fails in a row" min={1} max={20} />
      <SelectField
        label="Owner"
        value={ownerId}
        items={(people.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
        clearable
        placeholder="Nobody"
        onChange={setOwnerId}
      />
    </Sheet>
  );
}

interface Rules {
  readonly status: string;
  readonly atMostMs: number | null;
  readonly contains: string;
  readonly jsonRule: string;
  readonly contract: 'yes' | 'no';
}

function rulesOf(assertions: readonly Assertion[]): Rules {
  const found = <K extends Assertion['kind']>(kind: K): Extract<Assertion, { kind: K }> | undefined =>
    assertions.find((one): one is Extract<Assertion, { kind: K }> => one.kind === kind);
  const json = found('json_equals');
  return {
    status: found('status')?.anyOf.join(', ') ?? '',
    atMostMs: found('latency')?.atMostMs ?? null,
    contains: found('body_contains')?.text ?? '',
    jsonRule: json ? `${json.path} = ${json.value}` : '',
    contract: found('contract_fits') ? 'yes' : 'no',
  };
}

function assertionsOf({ status, atMostMs, contains, jsonRule, contract }: Rules): Assertion[] {
  const codes = status
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  const [path = '', ...rest] = jsonRule.split('=');
  return [
    ...(codes.length > 0 ? [{ kind: 'status' as const, anyOf: codes }] : []),
    ...(atMostMs === null ? [] : [{ kind: 'latency' as const, atMostMs }]),
    ...(contains === '' ? [] : [{ kind: 'body_contains' as const, text: contains }]),
    ...(path.trim() === '' ? [] : [{ kind: 'json_equals' as const, path: path.trim(), value: rest.join('=').trim() }]),
    ...(contract === 'yes' ? [{ kind: 'contract_fits' as const }] : []),
  ];
}
