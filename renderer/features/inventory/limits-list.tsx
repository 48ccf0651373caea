import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApiDetail, DeclaredLimit } from '../../../shared/contract/inventory.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { LimitBar } from './limit-bar.tsx';
import { LimitDialog } from './limit-dialog.tsx';
import { limitWords } from './limit-words.ts';
import { changeWithUndo } from '../../ui/undo-last.ts';

/** Limits that answers named and limits that people wrote down, how near we came, and where each is from. Answers go first. */
export function LimitsList({ detail }: { readonly detail: ApiDetail }) {
  const [editing, setEditing] = useState<DeclaredLimit | 'new' | null>(null);
  const { limits, declaredLimits } = detail;
  return (
    <Section
      title={limits.length + declaredLimits.length === 0 ? 'No limit known yet' : 'Limits'}
      right={
        <Button small kind="quiet" icon={<IconPlus size={14} stroke={1.6} />} onClick={() => setEditing('new')}>
          Write one down
        </Button>
      }
    >
      {limits.length + declaredLimits.length === 0 ? (
        <p className="inv-note">Limits are read from the headers of answers. Where a vendor sends none, write down what its pages say.</p>
      ) : (
        <table className="inv-table">
          <thead>
            <tr>
              <th scope="col">Limit</th>
              <th scope="col">Peak, 30 days</th>
              <th scope="col">From</th>
            </tr>
          </thead>
          <tbody>
            {limits.map((one) => (
              <tr key={one.id}>
                <th scope="row">{limitWords(one)}</th>
                <td>
                  <LimitBar percent={one.peakPercent} />
                </td>
                <td>
                  <DoorLink door={{ place: 'console', kind: 'exchange', id: one.exchangeId }}>
                    answer, <When at={one.seenAt} />
                  </DoorLink>
                </td>
              </tr>
            ))}
            {declaredLimits.map((one) => (
              <DeclaredRow key={one.id} limit={one} onEdit={() => setEditing(one)} />
            ))}
          </tbody>
        </table>
      )}
      {editing ? <LimitDialog apiId={detail.api.id} limit={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Section>
  );
}

function DeclaredRow({ limit, onEdit }: { readonly limit: DeclaredLimit; readonly onEdit: () => void }) {
  const words = limitWords({ ...limit, remaining: null });
  const percent = limit.peakCalls === null || limit.overruledBy ? null : (limit.peakCalls / limit.limit) * 100;
  return (
    <tr>
      <th scope="row">
        {words}
        {limit.overruledBy ? (
          <span className="inv-overruled">
            <Chip state="soon">
              <DoorLink door={{ place: 'console', kind: 'exchange', id: limit.overruledBy.exchangeId }}>
                answers say {grouped(limit.overruledBy.limit)}
              </DoorLink>
            </Chip>
          </span>
        ) : null}
      </th>
      <td>
        {limit.peakCalls === null ? (
          <LimitBar percent={null} />
        ) : (
          <DoorLink
            door={{ place: 'console', kind: 'history', id: limit.apiId }}
            title={`${limit.peakCalls} of our calls in the fullest window`}
          >
            <LimitBar percent={percent} />
          </DoorLink>
        )}
      </td>
      <td>
        <span className="inv-declared">
          {limit.sourceUrl ? (
            <a href={limit.sourceUrl} className="inv-door-button">
              declared
            </a>
          ) : (
            'declared'
          )}
          <span className="inv-row-actions">
            <Button
              small
              kind="quiet"
              aria-label={`Change the limit ${words}`}
              icon={<IconPencil size={14} stroke={1.6} />}
              onClick={onEdit}
            />
            <Button
              small
              kind="quiet"
              aria-label={`Remove the limit ${words}`}
              icon={<IconTrash size={14} stroke={1.6} />}
              onClick={() =>
                void changeWithUndo('Limit removed', 'declaredLimit', limit.id, () => client.inventory.removeLimit({ id: limit.id }))
              }
            />
          </span>
        </span>
      </td>
    </tr>
  );
}
