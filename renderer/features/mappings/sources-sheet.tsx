import { useState, type ReactElement } from 'react';
import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import { pathsOf } from '../../../shared/domain/mappings/rule-paths.ts';
import { ruleFor } from '../../../shared/domain/mappings/suggest-rules.ts';
import { client } from '../../app/client.ts';
import { attempt } from '../../ui/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { saveRule } from './edit-mapping.ts';
import { percentText } from './mapping-words.ts';
import { Pick, Word } from './pick.tsx';
import './sources-sheet.css';

/** Every source field is mapped, or ignored with a reason: the ones that are neither stand first. */
export function SourcesSheet({ detail, onClose }: { readonly detail: MappingDetail; readonly onClose: () => void }): ReactElement {
  const [reason, setReason] = useState('The ledger does not need it');
  const { unreviewed } = detail.coverage.source;
  const read = new Map(Object.entries(detail.spec.rules).flatMap(([name, rule]) => pathsOf(rule).map((path) => [path, name] as const)));
  const waiting = detail.sourceFields.filter(({ path }) => unreviewed.includes(path));
  const settled = detail.sourceFields.filter(({ path }) => !unreviewed.includes(path));
  const ignore = (paths: string[], words: string | null): Promise<boolean> =>
    attempt(() => client.mappings.ignore({ id: detail.id, paths, reason: words }));
  const mapTo = (path: string, name: string): void => {
    const destination = detail.spec.destination.fields.find((one) => one.name === name);
    const source = detail.sourceFields.find((one) => one.path === path);
    const currency = detail.sourceFields.find((one) => /currency/i.test(one.path))?.path ?? null;
    if (destination && source) void saveRule(detail.id, name, ruleFor(destination, source, currency, 'UTC'));
  };
  return (
    <Sheet
      title={waiting.length === 0 ? 'Every source field is settled' : `${waiting.length} source fields are neither mapped nor ignored`}
      opened
      onClose={onClose}
      width={600}
    >
      {waiting.length > 0 ? (
        <div className="map-review">
          <label className="map-reason">
            <span>Reason for ignoring</span>
            <Word label="Reason for ignoring" value={reason} onCommit={setReason} />
          </label>
          {waiting.map((source) => (
            <div key={source.path} className="map-source">
              <Mark state={source.isNew ? 'soon' : 'no data'} />
              <code className="ellipsis" title={source.path}>
                {source.path}
              </code>
              <span className="map-faint ellipsis">
                {source.type}
                {source.sample ? `, ${source.sample}` : ''}
                {source.isPersonal ? ', personal' : ''}
              </span>
              <Pick
                label={`Map ${source.path} to`}
                value=""
                items={[
                  { value: '', label: 'Map to' },
                  ...detail.spec.destination.fields.map(({ name }) => ({ value: name, label: name })),
                ]}
                onChange={(name) => mapTo(source.path, name)}
              />
              <Button small onClick={() => void ignore([source.path], reason)}>
                Ignore
              </Button>
            </div>
          ))}
          {waiting.length > 1 ? (
            <Button onClick={() => void ignore(unreviewed, reason)}>Ignore all {waiting.length} for this reason</Button>
          ) : null}
        </div>
      ) : null}
      <h3 className="map-h">Settled</h3>
      <div>
        {settled.map((source) => {
          const why = detail.spec.ignored[source.path];
          const reader = read.get(source.path);
          return (
            <div key={source.path} className="map-source">
              <Mark state={source.isGone ? 'broken' : 'holds'} />
              <code className="ellipsis" title={source.path}>
                {source.path}
              </code>
              <span className="map-faint ellipsis" title={why}>
                {source.isGone ? 'not in the sample any more' : reader ? `mapped to ${reader}` : `ignored: ${why ?? ''}`}
              </span>
              <span className="map-faint num">{percentText(source.missing + source.null + source.blank)} % empty</span>
              {why !== undefined && !reader ? (
                <Button small kind="quiet" onClick={() => void ignore([source.path], null)}>
                  Review again
                </Button>
              ) : (
                <span />
              )}
            </div>
          );
        })}
      </div>
    </Sheet>
  );
}
