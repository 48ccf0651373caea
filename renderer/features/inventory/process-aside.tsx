import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { BusinessProcess, ProcessLink } from '../../../shared/contract/processes.ts';
import { readWorth, worthText } from '../../../shared/domain/inventory/unit-worth.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Section } from '../../ui/section.tsx';
import { CriticalityPicker } from './criticality-picker.tsx';
import { DependencyDialog } from './dependency-dialog.tsx';
import { DependencyList, type ShownLink } from './dependency-list.tsx';
import { HistoryTab } from './history-tab.tsx';
import { InlineText } from './inline-text.tsx';
import { count } from './inventory-words.ts';
import { PersonPicker } from './person-picker.tsx';
import { changeWithUndo } from '../../ui/undo-last.ts';

type Change = Omit<Parameters<typeof client.inventory.saveProcess>[0], 'id'>;

/** A business process: who stands for it, what it is worth, and every API it cannot do without. */
export function ProcessAside({ id }: { readonly id: string }) {
  const found = useQuery(api.inventory.showProcess.queryOptions({ input: { id } }));
  if (found.isPending) return <Loading />;
  if (found.isError) return <FaultNote fault={found.error} onRetry={() => void found.refetch()} />;
  const { process, links } = found.data;
  const save = (change: Change, words: string): void =>
    void changeWithUndo(words, 'process', id, () => client.inventory.saveProcess({ id, ...change }));
  return (
    <div className="inv-aside-body">
      <Section title="Facts">
        <Facts items={processFacts(process, save)} />
        <div className="inv-notes">
          <InlineText
            label="Notes"
            value={process.notes}
            emptyWords="Add notes: volume, peak times, who else must know"
            isLong
            maxLength={20_000}
            onSave={(notes) => save({ notes }, 'Notes saved')}
          />
        </div>
      </Section>
      <ProcessLinks process={process} links={links} />
      <HistoryTab entity="process" entityId={id} />
      <div className="inv-last">
        <span />
        <Button
          small
          kind="quiet"
          onClick={() =>
            void changeWithUndo(`${process.name} removed`, 'process', id, async () => {
              await client.inventory.removeProcess({ id });
              go({ place: 'inventory' });
            })
          }
        >
          Remove process
        </Button>
      </div>
    </div>
  );
}

function ProcessLinks({ process, links }: { readonly process: BusinessProcess; readonly links: readonly ProcessLink[] }) {
  const [editing, setEditing] = useState<ShownLink | 'new' | null>(null);
  const bare = process.withoutFallback;
  const shown = links.map((one): ShownLink => ({
    ...one,
    otherName: `${one.vendorName} ${one.apiName}`,
    otherDoor: { place: 'inventory', kind: 'api', id: one.apiId },
    standing: one.apiStanding,
  }));
  const title =
    links.length === 0
      ? 'Depends on no API yet'
      : `Depends on ${count(links.length, 'API')}${bare > 0 ? `, ${bare} without a fallback` : ''}`;
  return (
    <Section
      title={title}
      right={
        <Button small kind="quiet" icon={<IconPlus size={14} stroke={1.6} />} onClick={() => setEditing('new')}>
          Link
        </Button>
      }
    >
      {links.length === 0 ? (
        <p className="inv-note">Link the APIs it needs, with what happens when each of them fails and what takes over.</p>
      ) : (
        <DependencyList links={shown} onEdit={setEditing} />
      )}
      {editing ? (
        <DependencyDialog
          end={{ processId: process.id, name: process.name }}
          link={editing === 'new' ? null : editing}
          taken={links.map(({ apiId }) => apiId)}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Section>
  );
}

function processFacts(process: BusinessProcess, save: (change: Change, words: string) => void): [string, ReactNode][] {
  const worth =
    process.valueMinor === null || process.currency === null
      ? ''
      : worthText({ valueMinor: process.valueMinor, currency: process.currency });
  return [
    [
      'Name',
      <InlineText
        key="name"
        label="Name"
        value={process.name}
        emptyWords="Name it"
        maxLength={80}
        check={(text) => (text === '' ? 'A process has a name.' : null)}
        onSave={(name) => save({ name }, `Renamed to ${name}`)}
      />,
    ],
    [
      'Owner',
      <span key="owner" className="inv-people">
        <PersonPicker
          label="Owner"
          name={process.ownerName}
          emptyWords="nobody, choose one"
          onChoose={(person) => save({ ownerId: person?.id ?? null }, `${person?.name ?? 'Nobody'} owns ${process.name}`)}
        />
        <span className="faint">deputy</span>
        <PersonPicker
          label="Deputy"
          name={process.deputyName}
          emptyWords="nobody"
          onChoose={(person) => save({ deputyId: person?.id ?? null }, `${person?.name ?? 'Nobody'} stands in for ${process.name}`)}
        />
      </span>,
    ],
    [
      'Criticality',
      <CriticalityPicker
        key="criticality"
        criticality={process.criticality}
        onChoose={(criticality) => save({ criticality }, `Criticality of ${process.name} is ${criticality}`)}
      />,
    ],
    [
      'Service hours',
      <InlineText
        key="hours"
        label="Service hours"
        value={process.serviceHours}
        emptyWords="Say when it is in use"
        maxLength={200}
        onSave={(serviceHours) => save({ serviceHours }, 'Service hours saved')}
      />,
    ],
    [
      'Volume',
      <InlineText
        key="units"
        label="Volume"
        value={process.unitsPerHour === null ? '' : `${process.unitsPerHour} ${process.unitName || 'units'} an hour`}
        emptyWords="Say how much an hour: 18 orders"
        maxLength={60}
        check={(text) => ('problem' in readVolume(text) ? 'Write it as “18 orders”.' : null)}
        onSave={(text) => {
          const volume = readVolume(text);
          if (!('problem' in volume)) save(volume, 'Volume saved');
        }}
      />,
    ],
    [
      'Worth',
      <InlineText
        key="worth"
        label="Worth of one"
        value={worth}
        emptyWords="Say what one is worth: 45.00 EUR"
        maxLength={30}
        check={(text) => {
          const read = readWorth(text);
          return 'problem' in read ? read.problem : null;
        }}
        onSave={(text) => {
          const read = readWorth(text);
          if (!('problem' in read))
            save({ valueMinor: read.worth?.valueMinor ?? null, currency: read.worth?.currency ?? null }, 'Worth saved');
        }}
      />,
    ],
  ];
}

/** "18 orders", "18 orders an hour", "2.5 refunds"; empty for none. */
function readVolume(text: string): { unitsPerHour: number | null; unitName: string } | { problem: true } {
  const said = text.trim().replace(/\s+(?:an|per|each)\s+hour$/i, '');
  if (said === '') return { unitsPerHour: null, unitName: '' };
  const found = /^(\d{1,9}(?:\.\d{1,4})?)\s*(.{0,40})$/.exec(said);
  return found ? { unitsPerHour: Number(found[1]), unitName: (found[2] ?? '').trim() } : { problem: true };
}
