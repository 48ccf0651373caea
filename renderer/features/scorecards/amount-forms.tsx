import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Budget, CostOutcome, Invoice, Quantity } from '../../../shared/contract/costs.ts';
import { monthWords } from '../../../shared/domain/costs/months.ts';
import { currencyExponent, parseMoney } from '../../../shared/domain/costs/money-text.ts';
import { api, client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { changeWithUndo } from '../../ui/undo-last.ts';
import { MonthField } from '../../ui/month-field.tsx';
import { useSave, type Save } from './use-save.ts';

interface FormProps {
  readonly onClose: () => void;
  readonly month: string;
}

interface FrameProps {
  readonly title: string;
  readonly action: string;
  readonly save: Save;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly remove?:
    | { readonly words: string; readonly entity: string; readonly id: string; readonly run: () => Promise<unknown> }
    | undefined;
  readonly children: ReactNode;
}

/** A sheet with one primary button, its fault, and a way to take the row out. */
function AmountSheet({ title, action, save, onSave, onClose, remove, children }: FrameProps): ReactElement {
  return (
    <Sheet opened onClose={onClose} title={title} primary={{ words: action, run: onSave, loading: save.isSaving }}>
      <div className="sc-form">
        {children}
        {save.fault !== null && <FaultNote fault={save.fault} />}
        {remove && (
          <div>
            <Button
              kind="quiet"
              onClick={() =>
                void changeWithUndo(`${title} removed`, remove.entity, remove.id, remove.run).then((isDone) => isDone && onClose())
              }
            >
              {remove.words}
            </Button>
          </div>
        )}
      </div>
    </Sheet>
  );
}

const amountText = (row: { amountMinor: number; exponent: number } | null): string =>
  row ? (row.amountMinor / 10 ** row.exponent).toFixed(row.exponent) : '';

function useVendors(): { readonly value: string; readonly label: string }[] {
  const vendors = useQuery(api.inventory.vendors.queryOptions({ input: {} }));
  return (vendors.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

interface MoneyFieldsProps {
  readonly amount: string;
  readonly currency: string;
  readonly error: string | null;
  readonly onChange: (patch: { amount?: string; currency?: string }) => void;
}

function MoneyFields({ amount, currency, error, onChange }: MoneyFieldsProps): ReactElement {
  return (
    <div className="sc-pair">
      <TextField
        label="Amount, without tax"
        value={amount}
        onChange={(next) => onChange({ amount: next })}
        placeholder="0.00"
        required
        error={error}
      />
      <TextField label="Currency" value={currency} onChange={(next) => onChange({ currency: next.toUpperCase() })} />
    </div>
  );
}

/** What a vendor invoiced for a month. */
export function InvoiceForm({ invoice, month, onClose }: FormProps & { readonly invoice: Invoice | null }): ReactElement {
  const vendors = useVendors();
  const [draft, setDraft] = useState({
    vendorId: invoice?.vendorId ?? null,
    month: invoice?.month ?? month,
    number: invoice?.number ?? '',
    amount: amountText(invoice),
    currency: invoice?.currency ?? 'EUR',
  });
  const set = (patch: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...patch }));
  const [isTouched, setIsTouched] = useState(false);
  const save = useSave(onClose);
  const amountMinor = parseMoney(draft.amount, currencyExponent(draft.currency));
  const onSave = (): void => {
    setIsTouched(true);
    const { vendorId } = draft;
    if (vendorId === null || amountMinor === null) return;
    void save.run('Invoice saved', 'costInvoice', () =>
      client.scorecards.saveInvoice({
        ...(invoice ? { id: invoice.id, notes: invoice.notes } : {}),
        vendorId,
        month: draft.month,
        number: draft.number,
        amountMinor,
        currency: draft.currency,
      }),
    );
  };
  return (
    <AmountSheet
      title={invoice ? 'Edit invoice' : 'Enter invoice'}
      action={invoice ? 'Save invoice' : 'Enter invoice'}
      save={save}
      onSave={onSave}
      onClose={onClose}
      remove={
        invoice
          ? {
              words: 'Remove this invoice',
              entity: 'costInvoice',
              id: invoice.id,
              run: () => client.scorecards.removeInvoice({ id: invoice.id }),
            }
          : undefined
      }
    >
      <SelectField
        autoFocus
        label="Vendor"
        value={draft.vendorId}
        onChange={(vendorId) => set({ vendorId })}
        items={vendors}
        searchable
        required
        error={isTouched && draft.vendorId === null ? 'Choose the vendor.' : null}
      />
      <MonthField label="For" value={draft.month} onChange={(next) => set({ month: next })} />
      <MoneyFields
        amount={draft.amount}
        currency={draft.currency}
        onChange={set}
        error={isTouched && amountMinor === null ? 'An amount such as 2914.60.' : null}
      />
      <TextField label="Its number" value={draft.number} onChange={(number) => set({ number })} />
    </AmountSheet>
  );
}

/** What may be spent a month. */
export function BudgetForm({ budget, month, onClose }: FormProps & { readonly budget: Budget | null }): ReactElement {
  const vendors = useVendors();
  const [draft, setDraft] = useState({
    vendorId: budget?.vendorId ?? null,
    fromMonth: budget?.fromMonth ?? month,
    amount: amountText(budget),
    currency: budget?.currency ?? 'EUR',
  });
  const set = (patch: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...patch }));
  const [isTouched, setIsTouched] = useState(false);
  const save = useSave(onClose);
  const amountMinor = parseMoney(draft.amount, currencyExponent(draft.currency));
  const onSave = (): void => {
    setIsTouched(true);
    if (amountMinor === null) return;
    void save.run('Budget set', 'costBudget', () =>
      client.scorecards.saveBudget({ vendorId: draft.vendorId, fromMonth: draft.fromMonth, amountMinor, currency: draft.currency }),
    );
  };
  return (
    <AmountSheet
      title="Set budget"
      action="Set budget"
      save={save}
      onSave={onSave}
      onClose={onClose}
      remove={
        budget
          ? {
              words: 'Remove this budget',
              entity: 'costBudget',
              id: budget.id,
              run: () => client.scorecards.removeBudget({ id: budget.id }),
            }
          : undefined
      }
    >
      <SelectField
        autoFocus
        label="For"
        value={draft.vendorId}
        onChange={(vendorId) => set({ vendorId })}
        items={vendors}
        placeholder="All vendors together"
        searchable
        clearable
      />
      <MonthField label="From" value={draft.fromMonth} onChange={(fromMonth) => set({ fromMonth })} reason="It holds until a later one." />
      <MoneyFields
        amount={draft.amount}
        currency={draft.currency}
        onChange={set}
        error={isTouched && amountMinor === null ? 'An amount such as 7200.' : null}
      />
    </AmountSheet>
  );
}

/** What the business got done in a month. */
export function OutcomeForm({ outcome, month, onClose }: FormProps & { readonly outcome: CostOutcome | null }): ReactElement {
  const [draft, setDraft] = useState({
    month: outcome?.month ?? month,
    name: outcome?.name ?? '',
    quantity: outcome ? String(outcome.quantity) : '',
  });
  const set = (patch: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...patch }));
  const [isTouched, setIsTouched] = useState(false);
  const save = useSave(onClose);
  const quantity = /^\d{1,15}$/.test(draft.quantity.replaceAll(/[\s,]/g, '')) ? Number(draft.quantity.replaceAll(/[\s,]/g, '')) : null;
  const onSave = (): void => {
    setIsTouched(true);
    if (quantity === null || draft.name.trim() === '') return;
    void save.run(`${monthWords(draft.month)}: ${draft.quantity} ${draft.name}`, 'outcome', () =>
      client.scorecards.saveOutcome({ month: draft.month, name: draft.name, quantity, processId: outcome?.processId ?? null }),
    );
  };
  return (
    <AmountSheet
      title={outcome ? 'Edit outcome' : 'Enter outcome'}
      action={outcome ? 'Save outcome' : 'Enter outcome'}
      save={save}
      onSave={onSave}
      onClose={onClose}
      remove={
        outcome
          ? {
              words: 'Remove this outcome',
              entity: 'outcome',
              id: outcome.id,
              run: () => client.scorecards.removeOutcome({ id: outcome.id }),
            }
          : undefined
      }
    >
      <TextField
        label="What"
        value={draft.name}
        onChange={(name) => set({ name })}
        placeholder="orders"
        required
        autoFocus
        error={isTouched && draft.name.trim() === '' ? 'Say what was achieved, such as orders.' : null}
      />
      <TextField
        label="How many"
        value={draft.quantity}
        onChange={(next) => set({ quantity: next })}
        required
        error={isTouched && quantity === null ? 'A whole number.' : null}
      />
      <MonthField label="Month" value={draft.month} onChange={(next) => set({ month: next })} />
    </AmountSheet>
  );
}

/** How much was used of a price list in a month; it counts before what the calls say. */
export function QuantityForm({ quantity, onClose }: { readonly quantity: Quantity; readonly onClose: () => void }): ReactElement {
  const [text, setText] = useState(quantity.quantity ?? '');
  const [isTouched, setIsTouched] = useState(false);
  const save = useSave(onClose);
  const plain = text.replaceAll(/[\s,]/g, '');
  const isRight = /^\d{1,15}(\.\d{1,12})?$/.test(plain);
  const onSave = (): void => {
    setIsTouched(true);
    if (isRight)
      void save.run('Quantity saved', 'costQuantity', () =>
        client.scorecards.saveQuantity({ planId: quantity.planId, month: quantity.month, quantity: plain }),
      );
  };
  const { id } = quantity;
  return (
    <AmountSheet
      title={`${quantity.vendorName} ${quantity.planName}, ${monthWords(quantity.month)}`}
      action="Save quantity"
      save={save}
      onSave={onSave}
      onClose={onClose}
      remove={
        id === null
          ? undefined
          : { words: 'Remove what was entered', entity: 'costQuantity', id, run: () => client.scorecards.removeQuantity({ id }) }
      }
    >
      <TextField
        label={`How many ${quantity.unitName}`}
        value={text}
        onChange={setText}
        required
        autoFocus
        error={isTouched && !isRight ? 'A number such as 57310.' : null}
        reason={quantity.from === 'exchanges' ? 'Counted from the calls of this app. What you enter counts instead.' : undefined}
      />
    </AmountSheet>
  );
}
