import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { CostPlan } from '../../../shared/contract/costs.ts';
import { currencyExponent, parseMoney } from '../../../shared/domain/costs/money-text.ts';
import type { PriceKind } from '../../../shared/domain/costs/price-rule.ts';
import { api, client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { fieldError } from '../../ui/field-error.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { changeWithUndo } from '../../ui/undo-last.ts';
import { MonthField } from '../../ui/month-field.tsx';
import { readTiers, tiersText } from './price-words.ts';
import { useSave } from './use-save.ts';

const kinds: readonly { readonly value: PriceKind; readonly label: string }[] = [
  { value: 'flat', label: 'Flat, a month' },
  { value: 'per_request', label: 'Per request or unit' },
  { value: 'graduated', label: 'Tiers, each unit at its own tier’s price' },
  { value: 'volume', label: 'Tiers, all units at one price' },
  { value: 'package', label: 'Packages of units' },
];

const countings = [
  { value: 'by hand', label: 'Entered by hand or from a file' },
  { value: 'all', label: 'All calls in production of this app' },
  { value: 'successful', label: 'Calls in production that worked' },
] as const;

export interface PlanFormProps {
  /** The prices to edit; null adds some. */
  readonly plan: CostPlan | null;
  readonly month: string;
  readonly onClose: () => void;
}

interface Draft {
  readonly vendorId: string | null;
  readonly name: string;
  readonly kind: PriceKind;
  readonly currency: string;
  readonly base: string;
  readonly price: string;
  readonly tiers: string;
  readonly included: string;
  readonly packageSize: string;
  readonly commit: string;
  readonly unitName: string;
  readonly counting: 'by hand' | 'all' | 'successful';
  readonly validFrom: string;
  readonly validTo: string;
}

const moneyOf = (minor: number, exponent: number): string => (minor === 0 ? '' : (minor / 10 ** exponent).toFixed(exponent));

/** How a vendor charges: what is asked depends on the kind. */
export function PlanForm({ plan, month, onClose }: PlanFormProps): ReactElement {
  const vendors = useQuery(api.inventory.vendors.queryOptions({ input: {} }));
  const [draft, setDraft] = useState<Draft>({
    vendorId: plan?.vendorId ?? null,
    name: plan?.name ?? '',
    kind: plan?.kind ?? 'flat',
    currency: plan?.currency ?? 'EUR',
    base: plan ? moneyOf(plan.baseMinor, plan.exponent) : '',
    price: plan?.tiers[0]?.unitPrice ?? '',
    tiers: plan ? tiersText(plan.tiers) : '',
    included: plan?.included ?? '0',
    packageSize: plan?.packageSize ?? '1000',
    commit: plan ? moneyOf(plan.commitMinor, plan.exponent) : '',
    unitName: plan?.unitName ?? 'requests',
    counting: plan ? (plan.quantityFrom === 'by hand' ? 'by hand' : plan.counted) : 'by hand',
    validFrom: plan?.validFrom ?? month,
    validTo: plan?.validTo ?? '',
  });
  const set = (patch: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...patch }));
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const { fault, isSaving, run } = useSave(onClose);
  const isTiered = draft.kind === 'graduated' || draft.kind === 'volume';

  const save = (): void => {
    const exponent = currencyExponent(draft.currency);
    const baseMinor = draft.base === '' ? 0 : parseMoney(draft.base, exponent);
    const commitMinor = draft.commit === '' ? 0 : parseMoney(draft.commit, exponent);
    const tiers = draft.kind === 'flat' ? [] : isTiered ? readTiers(draft.tiers) : [{ upTo: null, unitPrice: draft.price }];
    const faults = {
      ...(draft.vendorId === null ? { vendorId: 'Choose the vendor.' } : {}),
      ...(draft.name.trim() === '' ? { name: 'Give it a name, such as its plan’s.' } : {}),
      ...(baseMinor === null ? { base: 'An amount such as 495 or 495.00.' } : {}),
      ...(commitMinor === null ? { commit: 'An amount such as 495 or 495.00.' } : {}),
      ...(typeof tiers === 'string' ? { tiers } : {}),
      ...(!isTiered && draft.kind !== 'flat' && !/^\d+(\.\d{1,12})?$/.test(draft.price) ? { price: 'A price such as 0.00025.' } : {}),
    };
    setWrong(faults);
    const { vendorId } = draft;
    if (Object.keys(faults).length > 0 || vendorId === null || baseMinor === null || commitMinor === null || typeof tiers === 'string')
      return;
    void run(`Prices “${draft.name}” saved`, 'costPlan', () =>
      client.scorecards.saveCostPlan({
        ...(plan ? { id: plan.id, apiId: plan.vendorId === vendorId ? plan.apiId : null, notes: plan.notes } : {}),
        vendorId,
        name: draft.name,
        kind: draft.kind,
        currency: draft.currency,
        baseMinor,
        commitMinor: draft.kind === 'flat' ? 0 : commitMinor,
        tiers,
        included: draft.kind === 'flat' ? '0' : draft.included || '0',
        packageSize: draft.kind === 'package' ? draft.packageSize : null,
        unitName: draft.unitName || 'requests',
        quantityFrom: draft.counting === 'by hand' ? 'by hand' : 'exchanges',
        counted: draft.counting === 'successful' ? 'successful' : 'all',
        validFrom: draft.validFrom,
        validTo: draft.validTo || null,
      }),
    );
  };
  const remove = async (): Promise<void> => {
    if (
      plan &&
      (await changeWithUndo(`Prices “${plan.name}” removed`, 'costPlan', plan.id, () => client.scorecards.removeCostPlan({ id: plan.id })))
    )
      onClose();
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      title={plan ? 'Edit prices' : 'Add prices'}
      primary={{ words: plan ? 'Save prices' : 'Add prices', run: save, loading: isSaving }}
    >
      <div className="sc-form">
        <SelectField
          autoFocus
          label="Vendor"
          value={draft.vendorId}
          onChange={(vendorId) => set({ vendorId })}
          items={(vendors.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          required
          error={wrong['vendorId'] ?? null}
        />
        <TextField
          label="Name"
          value={draft.name}
          onChange={(name) => set({ name })}
          placeholder="Team plan"
          required
          error={wrong['name'] ?? null}
        />
        <SelectField<PriceKind> label="How it charges" value={draft.kind} onChange={(kind) => kind && set({ kind })} items={kinds} />
        <div className="sc-pair">
          <TextField
            label="Currency"
            value={draft.currency}
            onChange={(currency) => set({ currency: currency.toUpperCase() })}
            error={fieldError(fault, 'currency')}
          />
          <TextField
            label="Base, a month"
            value={draft.base}
            onChange={(base) => set({ base })}
            placeholder="0.00"
            error={wrong['base'] ?? null}
          />
        </div>
        {draft.kind !== 'flat' && (
          <>
            {isTiered ? (
              <TextArea
                label="Tiers"
                value={draft.tiers}
                onChange={(tiers) => set({ tiers })}
                placeholder={'10000: 0.18\nabove: 0.12'}
                reason="One a line: the last unit of the tier, and its price. The last one is “above”."
                error={wrong['tiers'] ?? fieldError(fault, 'tiers')}
              />
            ) : (
              <div className="sc-pair">
                <TextField
                  label={draft.kind === 'package' ? 'Price of a package' : 'Price of one'}
                  value={draft.price}
                  onChange={(price) => set({ price })}
                  placeholder="0.00025"
                  error={wrong['price'] ?? null}
                />
                {draft.kind === 'package' && (
                  <TextField label="Units in it" value={draft.packageSize} onChange={(packageSize) => set({ packageSize })} />
                )}
              </div>
            )}
            <div className="sc-pair">
              <TextField label="What is counted" value={draft.unitName} onChange={(unitName) => set({ unitName })} />
              <TextField label="Included for nothing" value={draft.included} onChange={(included) => set({ included })} />
            </div>
            <TextField
              label="Use costs at least"
              value={draft.commit}
              onChange={(commit) => set({ commit })}
              placeholder="0.00"
              error={wrong['commit'] ?? null}
            />
            <SelectField
              label="Quantity"
              value={draft.counting}
              onChange={(counting) => counting && set({ counting })}
              items={countings}
              reason="An entered quantity always counts before calls."
            />
          </>
        )}
        <div className="sc-pair">
          <MonthField label="Valid from" value={draft.validFrom} onChange={(validFrom) => set({ validFrom })} />
          <MonthField
            label="Valid to"
            value={draft.validTo}
            onChange={(validTo) => set({ validTo })}
            error={fieldError(fault, 'validTo')}
          />
        </div>
        {fault !== null && <FaultNote fault={fault} />}
        {plan && (
          <div>
            <Button kind="quiet" onClick={() => void remove()}>
              Remove these prices
            </Button>
          </div>
        )}
      </div>
    </Sheet>
  );
}
