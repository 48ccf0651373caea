import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { endings, exchangeSources } from '../../../../shared/contract/console.ts';
import { api } from '../../../app/client.ts';
import { go } from '../../../app/navigate.ts';
import { Button } from '../../../ui/button.tsx';
import { noFilter, useConsoleStore } from '../console-store.ts';
import { apiTitle } from '../endpoint-rows.ts';

const endingWords: Readonly<Record<(typeof endings)[number], string>> = {
  '2xx': '2xx, done',
  '3xx': '3xx, elsewhere',
  '4xx': '4xx, our mistake',
  '5xx': '5xx, theirs',
  'no answer': 'No answer',
  unknown: 'Outcome unknown',
};
const kinds = ['sandbox', 'production', 'other'] as const;
const spans: readonly (readonly [number, string])[] = [
  [1, 'Last hour'],
  [24, 'Last 24 hours'],
  [7 * 24, 'Last 7 days'],
  [30 * 24, 'Last 30 days'],
];

/** Which exchanges are shown: how they ended, whose API, where to, sent from where, since when. */
export function HistoryFilters({ apiId }: { readonly apiId: string | null }): ReactElement {
  const history = useConsoleStore((state) => state.history);
  const setHistory = useConsoleStore((state) => state.setHistory);
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const isFiltered = apiId !== null || JSON.stringify({ ...history, text: '' }) !== JSON.stringify(noFilter);
  const clear = (): void => {
    setHistory({ ...noFilter, text: history.text });
    if (apiId !== null) go({ place: 'console', kind: 'history' });
  };
  return (
    <div className="con-filters">
      <Choice
        label="Ended"
        value={history.ended ?? ''}
        items={endings.map((one) => [one, endingWords[one]])}
        onChange={(value) => setHistory({ ended: endings.find((one) => one === value) ?? null })}
      />
      <Choice
        label="API"
        value={apiId ?? ''}
        items={(apis.data ?? []).map((one) => [one.id, apiTitle(one)])}
        onChange={(value) => go(value === '' ? { place: 'console', kind: 'history' } : { place: 'console', kind: 'history', id: value })}
      />
      <Choice
        label="Environment"
        value={history.environmentKind ?? ''}
        items={kinds.map((one) => [one, one.charAt(0).toUpperCase() + one.slice(1)])}
        onChange={(value) => setHistory({ environmentKind: kinds.find((one) => one === value) ?? null })}
      />
      <Choice
        label="From"
        value={history.source ?? ''}
        items={exchangeSources.map((one) => [one, one.charAt(0).toUpperCase() + one.slice(1)])}
        onChange={(value) => setHistory({ source: exchangeSources.find((one) => one === value) ?? null })}
      />
      <Choice
        label="Since"
        value={String(history.sinceHours ?? '')}
        items={spans.map(([hours, words]) => [String(hours), words])}
        onChange={(value) => setHistory({ sinceHours: value === '' ? null : Number(value) })}
      />
      <label className="con-only">
        <input type="checkbox" checked={history.onlyFailed} onChange={(event) => setHistory({ onlyFailed: event.target.checked })} />
        Only failed
      </label>
      {isFiltered && (
        <Button small kind="quiet" onClick={clear}>
          Clear filters
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly items: readonly (readonly [value: string, words: string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, items, onChange }: ChoiceProps): ReactElement {
  return (
    <select
      className="con-input con-choice"
      aria-label={label}
      data-set={value !== '' || undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{label}</option>
      {items.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  );
}
