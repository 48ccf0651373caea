import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { HistoryField } from '../../../../shared/domain/console/history-fields.ts';
import { fieldValue, withField } from '../../../../shared/domain/console/history-query.ts';
import { api } from '../../../app/client.ts';
import { Button } from '../../../ui/button.tsx';
import { useConsoleStore } from '../console-store.ts';
import { apiTitle } from '../endpoint-rows.ts';

type Items = readonly (readonly [value: string, words: string])[];

const endings: Items = [
  ['2xx', '2xx, done'],
  ['3xx', '3xx, elsewhere'],
  ['4xx', '4xx, our mistake'],
  ['5xx', '5xx, theirs'],
  ['none', 'No answer'],
  ['unknown', 'Outcome unknown'],
];
const kinds: Items = [
  ['sandbox', 'Sandbox'],
  ['production', 'Production'],
  ['other', 'Other'],
];
const sources: Items = ['console', 'terminal', 'monitor', 'flow', 'runbook', 'credential', 'sample'].map((one) => [
  one,
  one.charAt(0).toUpperCase() + one.slice(1),
]);
const spans: Items = [
  ['-1h', 'Last hour'],
  ['-24h', 'Last 24 hours'],
  ['-7d', 'Last 7 days'],
  ['-30d', 'Last 30 days'],
];
const controlled: readonly HistoryField[] = ['status', 'api', 'env-kind', 'source', 'since', 'is'];

/** The usual questions as choices. Each writes its field into the search, and shows what stands there. */
export function HistoryFilters(): ReactElement {
  const text = useConsoleStore((state) => state.historyText);
  const setText = useConsoleStore((state) => state.setHistoryText);
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const isSet = controlled.some((field) => fieldValue(text, field) !== null);
  const choice = (label: string, field: HistoryField, items: Items): ReactElement => (
    <Choice
      label={label}
      value={fieldValue(text, field) ?? ''}
      items={items}
      onChange={(value) => setText(withField(text, field, value === '' ? null : value))}
    />
  );
  return (
    <div className="con-filters">
      {choice('Ended', 'status', endings)}
      {choice(
        'API',
        'api',
        (apis.data ?? []).map((one) => [apiTitle(one), apiTitle(one)]),
      )}
      {choice('Environment', 'env-kind', kinds)}
      {choice('From', 'source', sources)}
      {choice('Since', 'since', spans)}
      <label className="con-only">
        <input
          type="checkbox"
          checked={fieldValue(text, 'is') === 'failed'}
          onChange={(event) => setText(withField(text, 'is', event.target.checked ? 'failed' : null))}
        />
        Only failed
      </label>
      {isSet && (
        <Button small kind="quiet" onClick={() => setText(controlled.reduce((rest, field) => withField(rest, field, null), text))}>
          Clear filters
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly items: Items;
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, items, onChange }: ChoiceProps): ReactElement {
  const isKnown = value === '' || items.some(([one]) => one === value);
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
      {/* Typed, and none of the usual ones. */}
      {isKnown ? null : <option value={value}>{value}</option>}
    </select>
  );
}
