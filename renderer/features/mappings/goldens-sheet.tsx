import { useState, type ReactElement } from 'react';
import type { Golden, MappingDetail } from '../../../shared/contract/mappings.ts';
import type { MappedValue } from '../../../shared/domain/mappings/mapping-spec.ts';
import { pathsOf } from '../../../shared/domain/mappings/rule-paths.ts';
import { errorWords } from '../../../shared/domain/mappings/rule-words.ts';
import { client } from '../../app/client.ts';
import { attempt } from '../../ui/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { inputText } from './golden-words.ts';
import { Word } from './pick.tsx';
import './goldens-sheet.css';

/** The samples that every draft must pass, what they show, and what each must give. */
export function GoldensSheet({ detail, onClose }: { readonly detail: MappingDetail; readonly onClose: () => void }): ReactElement {
  const failing = detail.goldens.filter(({ failures }) => failures.length > 0);
  const [openId, setOpenId] = useState<string | null>(failing[0]?.id ?? null);
  const { unsampled } = detail.coverage.branches;
  const pick = (): Promise<boolean> =>
    attempt(async () => {
      await client.mappings.pickGoldens({ id: detail.id });
    }, 'Picked from real rows: check what each must give');
  return (
    <Sheet title={`${detail.goldens.length} golden samples, ${failing.length} fail`} opened onClose={onClose} width={560}>
      <p className="map-note">
        A draft becomes active only when each of these rows gives exactly what a person agreed to.
        {unsampled.length > 0 ? ` No sample shows: ${unsampled.map(({ field, name }) => `${name} (${field})`).join(', ')}.` : ''}
      </p>
      {detail.goldens.length === 0 ? (
        <Empty
          title="None yet. Real rows can be picked that between them show every value, null, blank, the longest text, negative amounts and currencies without decimals."
          action={
            <Button kind="primary" onClick={() => void pick()}>
              Pick from real rows
            </Button>
          }
        />
      ) : (
        <>
          <ul className="map-goldens">
            {detail.goldens.map((golden) => (
              <li key={golden.id}>
                <button
                  type="button"
                  aria-expanded={golden.id === openId}
                  className="map-golden"
                  onClick={() => setOpenId(golden.id === openId ? null : golden.id)}
                >
                  <Mark state={golden.failures.length > 0 ? 'broken' : 'holds'} />
                  <b>Sample {golden.number}</b>
                  <span className="ellipsis map-faint">{golden.reasons.join(', ')}</span>
                  {golden.isPersonal ? <span className="map-tag">personal</span> : null}
                  <span className={golden.failures.length > 0 ? 'bad' : 'map-faint'}>
                    {golden.failures.length > 0 ? 'fails' : 'passes'}
                  </span>
                </button>
                {golden.id === openId ? <GoldenBody detail={detail} golden={golden} /> : null}
              </li>
            ))}
          </ul>
          {detail.sample ? <Button onClick={() => void pick()}>Pick more from real rows</Button> : null}
        </>
      )}
    </Sheet>
  );
}

function GoldenBody({ detail, golden }: { readonly detail: MappingDetail; readonly golden: Golden }): ReactElement {
  const { expected } = golden;
  const setValue = (field: string, text: string): Promise<boolean> => {
    const type = detail.spec.destination.fields.find(({ name }) => name === field)?.type ?? 'text';
    return attempt(() =>
      client.mappings.setExpected({
        id: golden.id,
        expected: { outcome: 'written', values: { ...expected.values, [field]: typed(text, type) } },
      }),
    );
  };
  return (
    <div className="map-golden-body">
      <table>
        <thead>
          <tr>
            <th>Field</th>
            <th>Put in</th>
            <th>Must come out</th>
            <th>Comes out</th>
          </tr>
        </thead>
        <tbody>
          {detail.spec.destination.fields.map(({ name }) => {
            const rule = detail.spec.rules[name];
            const failure = golden.failures.find((one) => one.field === name);
            const must = expected.values[name];
            return (
              <tr key={name}>
                <td>
                  <code>{name}</code>
                </td>
                <td className="m">{inputText(golden.input, rule ? pathsOf(rule) : [])}</td>
                <td>
                  {expected.outcome === 'written' ? (
                    <Word
                      label={`What ${name} must be`}
                      value={must === null || must === undefined ? '' : String(must)}
                      onCommit={(text) => void setValue(name, text)}
                    />
                  ) : (
                    <span className="map-faint">{expected.outcome}</span>
                  )}
                </td>
                <td className={failure ? 'bad m' : 'map-faint'}>
                  {failure ? (failure.code === 'differs' ? failure.got : `${failure.got}: ${errorWords(failure.code)}`) : 'as it must'}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="map-buttons">
        <Button
          small
          kind="quiet"
          onClick={() =>
            void attempt(
              () =>
                client.mappings.setExpected({
                  id: golden.id,
                  expected: { outcome: expected.outcome === 'rejected' ? 'written' : 'rejected', values: {} },
                }),
              expected.outcome === 'rejected' ? 'The row must be written' : 'The row must be rejected',
            )
          }
        >
          {expected.outcome === 'rejected' ? 'Must be written' : 'Must be rejected'}
        </Button>
        <Button
          small
          kind="quiet"
          onClick={() =>
            void attempt(
              () => client.mappings.removeGolden({ id: golden.id }),
              `Golden sample ${golden.number} removed`,
              () => void attempt(() => client.activity.undo({ entity: 'goldenSample', entityId: golden.id })),
            )
          }
        >
          Remove sample
        </Button>
      </div>
    </div>
  );
}

function typed(text: string, type: string): MappedValue {
  if (text === '' || text === 'null') return null;
  if ((type === 'money' || type === 'integer') && /^-?\d+$/.test(text)) return Number(text);
  return type === 'boolean' ? text === 'true' : text;
}
