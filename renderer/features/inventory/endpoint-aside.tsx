import { IconTerminal2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ApiRow, Endpoint } from '../../../shared/contract/inventory.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { DataClassChips } from './data-class-chips.tsx';
import { DeprecatedMark } from './endpoint-columns.tsx';
import { FindingsList } from './findings-list.tsx';
import { HistoryTab } from './history-tab.tsx';
import { InlineText } from './inline-text.tsx';
import { count } from './inventory-words.ts';
import { removeWithWords } from './remove-with-words.ts';
import { changeWithUndo } from '../../ui/undo-last.ts';

const sideEffects = {
  read: 'reads, changes nothing at the vendor',
  write: 'changes something at the vendor',
  delete: 'deletes something at the vendor',
} as const satisfies Record<Endpoint['sideEffect'], string>;

interface EndpointAsideProps {
  readonly endpoint: Endpoint;
  readonly owner: ApiRow | null;
}

/** An endpoint's detail: the way into the console first, then what is known about it. */
export function EndpointAside({ endpoint, owner }: EndpointAsideProps) {
  const detail = useQuery(api.inventory.show.queryOptions({ input: { id: endpoint.apiId } }));
  const form = useQuery(api.console.form.queryOptions({ input: { endpointId: endpoint.id } }));
  const findings = (detail.data?.findings ?? []).filter((one) => one.endpointId === endpoint.id);
  const facts: [string, ReactNode][] = [
    [
      'API',
      owner ? (
        <DoorLink key="api" door={{ place: 'inventory', kind: 'api', id: owner.id }}>
          {owner.vendorName} {owner.name} {owner.version}
        </DoorLink>
      ) : (
        ''
      ),
    ],
    ['Effect', sideEffects[endpoint.sideEffect]],
    [
      'Calls',
      endpoint.calls30d === 0 ? (
        <span key="calls" className="faint">
          none in 30 days
          {endpoint.lastCallAt === null ? (
            ''
          ) : (
            <>
              , last <When at={endpoint.lastCallAt} />
            </>
          )}
        </span>
      ) : (
        <span key="calls">
          <DoorLink door={{ place: 'console', kind: 'endpoint', id: endpoint.id }}>{count(endpoint.calls30d, 'call')} in 30 days</DoorLink>
          <span className="faint">
            {' · '}
            {endpoint.failed30d === 0 ? 'none failed' : `${grouped(endpoint.failed30d)} failed`}
            {endpoint.lastCallAt === null ? null : (
              <>
                , last <When at={endpoint.lastCallAt} />
              </>
            )}
          </span>
        </span>
      ),
    ],
  ];
  facts.push([
    'Data',
    <DataClassChips
      key="data"
      classes={endpoint.dataClasses}
      onChoose={(dataClasses) =>
        void changeWithUndo(`Data: ${dataClasses.join(', ') || 'not said'}`, 'endpoint', endpoint.id, () =>
          client.inventory.updateEndpoint({ id: endpoint.id, dataClasses }),
        )
      }
    />,
  ]);
  if (endpoint.operationId)
    facts.push([
      'Operation',
      <code key="id" className="inv-break">
        {endpoint.operationId}
      </code>,
    ]);
  if (endpoint.tags.length > 0) {
    facts.push([
      'Tags',
      <span key="tags" className="inv-list-inline">
        {endpoint.tags.map((tag) => (
          <Chip key={tag} tone="neutral">
            {tag}
          </Chip>
        ))}
      </span>,
    ]);
  }
  const parameters = form.data?.parameters ?? [];
  return (
    <div className="inv-aside-body">
      <section className="inv-now" data-state={endpoint.isDeprecated ? 'soon' : 'holds'} aria-label="What to do here">
        <h3 className="inv-endpoint-title">
          <code>
            {endpoint.method} {endpoint.path}
          </code>
          <DeprecatedMark endpoint={endpoint} />
        </h3>
        <p>{endpoint.summary || 'The contract has no summary for it.'}</p>
        <div className="inv-now-actions">
          <Button
            small
            kind="primary"
            icon={<IconTerminal2 size={16} stroke={1.6} />}
            onClick={() => go({ place: 'console', kind: 'endpoint', id: endpoint.id })}
          >
            Open in console
          </Button>
        </div>
      </section>
      <Section title="Facts">
        <Facts items={facts} />
        <div className="inv-notes">
          <InlineText
            label="Notes"
            value={endpoint.notes}
            emptyWords="Add notes: what to mind when calling it"
            isLong
            maxLength={20_000}
            onSave={(notes) =>
              void changeWithUndo('Notes saved', 'endpoint', endpoint.id, () => client.inventory.updateEndpoint({ id: endpoint.id, notes }))
            }
          />
        </div>
      </Section>
      {parameters.length === 0 ? null : (
        <Section title={count(parameters.length, 'parameter')}>
          <table className="inv-table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">In</th>
                <th scope="col">What it takes</th>
              </tr>
            </thead>
            <tbody>
              {parameters.map((one) => (
                <tr key={`${one.in} ${one.name}`}>
                  <th scope="row">
                    <code className="inv-break">{one.name}</code>
                  </th>
                  <td>
                    {one.in}
                    {one.isRequired ? ', required' : ''}
                  </td>
                  <td title={one.description}>{one.words}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      <FindingsList findings={findings} />
      <HistoryTab entity="endpoint" entityId={endpoint.id} />
      <div className="inv-last">
        <span />
        <Button small kind="quiet" onClick={() => void removeWithWords('endpoint', endpoint.id)}>
          Remove endpoint
        </Button>
      </div>
    </div>
  );
}
