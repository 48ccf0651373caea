import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ApiRow, Vendor } from '../../../shared/contract/inventory.ts';
import { api, client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { StandingWords } from '../../ui/mark.tsx';
import { DependencyList, type ShownLink } from './dependency-list.tsx';
import { HistoryTab } from './history-tab.tsx';
import { InlineText } from './inline-text.tsx';
import { LinkField } from './link-field.tsx';
import { count } from './inventory-words.ts';
import { removeWithWords } from './remove-with-words.ts';
import { changeWithUndo } from '../../ui/undo-last.ts';

interface VendorAsideProps {
  readonly vendor: Vendor;
  readonly apis: readonly ApiRow[];
}

/** A vendor's detail: its links and notes, edited where they stand, and its APIs. */
export function VendorAside({ vendor, apis }: VendorAsideProps) {
  const save = (change: Omit<Parameters<typeof client.inventory.updateVendor>[0], 'id'>, words: string): void =>
    void changeWithUndo(words, 'vendor', vendor.id, () => client.inventory.updateVendor({ id: vendor.id, ...change }));
  const facts: [string, ReactNode][] = [
    [
      'Name',
      <InlineText
        key="name"
        label="Name"
        value={vendor.name}
        emptyWords="Name it"
        maxLength={80}
        check={(text) => (text === '' ? 'A vendor has a name.' : null)}
        onSave={(name) => save({ name }, `Renamed to ${name}`)}
      />,
    ],
    [
      'Documentation',
      <LinkField
        key="docs"
        label="Documentation"
        url={vendor.docsUrl}
        emptyWords="Add the link to its documentation"
        onSave={(docsUrl) => save({ docsUrl }, 'Link saved')}
      />,
    ],
    [
      'Status page',
      <LinkField
        key="status"
        label="Status page"
        url={vendor.statusUrl}
        emptyWords="Add the link to its status page"
        onSave={(statusUrl) => save({ statusUrl }, 'Link saved')}
      />,
    ],
  ];
  if (vendor.domain) facts.push(['Domain', <code key="domain">{vendor.domain}</code>]);
  if (vendor.category) facts.push(['Category', vendor.category]);
  return (
    <div className="inv-aside-body">
      <Section title="Facts">
        <Facts items={facts} />
        <div className="inv-notes">
          <InlineText
            label="Notes"
            value={vendor.notes}
            emptyWords="Add notes: contract, contacts, what support asks for"
            isLong
            maxLength={20_000}
            onSave={(notes) => save({ notes }, 'Notes saved')}
          />
        </div>
      </Section>
      <Section title={apis.length === 0 ? 'No API of it yet' : count(apis.length, 'API')}>
        <ul className="inv-vendor-apis">
          {apis.map((one) => (
            <li key={one.id}>
              <span className="ellipsis">
                <DoorLink door={{ place: 'inventory', kind: 'api', id: one.id }}>
                  {one.name} {one.version}
                </DoorLink>
              </span>
              <StandingWords standing={one.standing} />
            </li>
          ))}
        </ul>
      </Section>
      <WhatBreaks vendor={vendor} />
      <HistoryTab entity="vendor" entityId={vendor.id} />
      <div className="inv-last">
        <span />
        <Button small kind="quiet" onClick={() => void removeWithWords('vendor', vendor.id)}>
          Remove vendor
        </Button>
      </div>
    </div>
  );
}

/** The processes that feel it when all of the vendor's APIs fail, the hardest hit first. */
function WhatBreaks({ vendor }: { readonly vendor: Vendor }) {
  const map = useQuery(api.inventory.map.queryOptions({ input: {} }));
  const links = (map.data?.links ?? []).filter(({ vendorId }) => vendorId === vendor.id);
  if (links.length === 0) return null;
  const sorted = links.toSorted((a, b) => Number(a.strength === 'soft') - Number(b.strength === 'soft'));
  const shown = sorted.map((one): ShownLink => ({
    ...one,
    otherName: `${one.processName}, through ${one.apiName}`,
    otherDoor: { place: 'inventory', kind: 'process', id: one.processId },
  }));
  const stops = new Set(links.filter(({ strength }) => strength === 'hard').map(({ processId }) => processId)).size;
  const all = new Set(links.map(({ processId }) => processId)).size;
  return (
    <Section
      title={`If ${vendor.name} fails, ${stops === 0 ? 'no process stops' : `${count(stops, 'process', 'processes')} ${stops === 1 ? 'stops' : 'stop'}`}${all > stops ? `, ${all - stops} ${all - stops === 1 ? 'gets' : 'get'} worse` : ''}`}
    >
      <DependencyList links={shown} />
    </Section>
  );
}
