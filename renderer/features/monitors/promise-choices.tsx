import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { SelectField } from '../../ui/select-field.tsx';

interface ChoiceProps {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}

/** The ledger whose rows have to agree. */
export function LedgerChoice({ value, onChange }: ChoiceProps) {
  const ledgers = useQuery(api.ledger.list.queryOptions({ input: {} }));
  return (
    <SelectField
      label="Ledger"
      value={value}
      items={(ledgers.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
      onChange={onChange}
      reason="The share of rows that agree in its last completed run of the month."
    />
  );
}

/** Whom the promise is made to: the process that depends on it. */
export function ProcessChoice({ value, onChange }: ChoiceProps) {
  const processes = useQuery(api.inventory.processes.queryOptions({ input: {} }));
  return (
    <SelectField
      label="For the process"
      value={value}
      items={(processes.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
      clearable
      searchable
      placeholder="None"
      onChange={onChange}
    />
  );
}
