import type { ReactNode } from 'react';
import type { ApiDetail, Endpoint } from '../../../shared/contract/inventory.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { CriticalityPicker } from './criticality-picker.tsx';
import { DataClassChips } from './data-class-chips.tsx';
import { InlineText } from './inline-text.tsx';
import { count, endpointFacts, formatWords } from './inventory-words.ts';
import { LifecyclePicker } from './lifecycle-picker.tsx';
import { PersonPicker } from './person-picker.tsx';
import { LimitsFact } from './tightest-limit.tsx';
import { useApiEdit } from './use-api-edit.ts';

interface ApiFactsProps {
  readonly detail: ApiDetail;
  readonly endpoints: readonly Endpoint[];
}

/** The facts of an API, edited where they stand. */
export function ApiFacts({ detail, endpoints }: ApiFactsProps) {
  const edit = useApiEdit(detail);
  const { api } = detail;
  const credentials = new Map(
    detail.environments.flatMap((one) => (one.credentialId && one.credentialName ? [[one.credentialId, one.credentialName]] : [])),
  );
  const current = detail.contracts.find((one) => one.isCurrent);
  const items: [string, ReactNode][] = [
    [
      'Owner',
      <span key="owner" className="inv-people">
        <PersonPicker
          label="Owner"
          name={api.ownerName}
          emptyWords="nobody, choose one"
          onChoose={(person) =>
            void edit(
              { ownerId: person?.id ?? null },
              { ownerId: person?.id ?? null, api: { ...api, ownerName: person?.name ?? null } },
              person ? `${person.name} owns ${api.vendorName} ${api.name}` : `${api.vendorName} ${api.name} has no owner now`,
            )
          }
        />
        <span className="faint">deputy</span>
        <PersonPicker
          label="Deputy"
          name={detail.deputyName}
          emptyWords="nobody"
          onChoose={(person) =>
            void edit(
              { deputyId: person?.id ?? null },
              { deputyId: person?.id ?? null, deputyName: person?.name ?? null },
              person ? `${person.name} is deputy for ${api.vendorName} ${api.name}` : `${api.vendorName} ${api.name} has no deputy now`,
            )
          }
        />
      </span>,
    ],
    [
      'Criticality',
      <CriticalityPicker
        key="criticality"
        criticality={api.criticality}
        onChoose={(criticality) =>
          void edit({ criticality }, { api: { ...api, criticality } }, `Criticality of ${api.vendorName} ${api.name} is ${criticality}`)
        }
      />,
    ],
    [
      'Lifecycle',
      <LifecyclePicker
        key="lifecycle"
        lifecycle={detail.lifecycle}
        onChoose={(lifecycle) => void edit({ lifecycle }, { lifecycle }, `${api.vendorName} ${api.name} is ${lifecycle}`)}
      />,
    ],
    [
      'Data',
      <DataClassChips
        key="data"
        classes={detail.dataClasses}
        onChoose={(dataClasses) => void edit({ dataClasses }, { dataClasses }, `Data: ${dataClasses.join(', ') || 'not said'}`)}
      />,
    ],
    [
      'Calls',
      api.calls30d === 0 ? (
        <span key="calls" className="faint">
          none in 30 days
        </span>
      ) : (
        <span key="calls">
          <DoorLink door={{ place: 'console', kind: 'history', id: api.id }}>{count(api.calls30d, 'call')} in 30 days</DoorLink>
          <span className="faint">
            {' · '}
            {api.failed30d === 0 ? 'none failed' : `${grouped(api.failed30d)} failed`}
            {api.lastCallAt === null ? null : (
              <>
                {', last '}
                <When at={api.lastCallAt} />
              </>
            )}
          </span>
        </span>
      ),
    ],
    ['Limits', <LimitsFact key="limits" detail={detail} />],
    [
      'Credential',
      credentials.size === 0 ? (
        <span key="credential" className="faint">
          none bound, calls go out without one
        </span>
      ) : (
        <span key="credential" className="inv-list-inline">
          {[...credentials].map(([id, name]) => (
            <DoorLink key={id} door={{ place: 'credentials', kind: 'credential', id }}>
              {name}
            </DoorLink>
          ))}
        </span>
      ),
    ],
    ['Contract', current ? `${formatWords(current.format)}, ${endpointFacts(detail, endpoints)}` : endpointFacts(detail, endpoints)],
  ];
  return (
    <Section title="Facts">
      <Facts items={items} />
      <div className="inv-notes">
        <InlineText
          label="Notes"
          value={detail.notes}
          emptyWords="Add notes: what the next person should know"
          isLong
          maxLength={20_000}
          onSave={(notes) => void edit({ notes }, { notes }, 'Notes saved')}
        />
      </div>
    </Section>
  );
}
