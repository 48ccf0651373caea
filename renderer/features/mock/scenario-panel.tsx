import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { MockState } from '../../../shared/contract/mock.ts';
import { dayOfSettings, mockDayNames, mockDays, type MockSettings } from '../../../shared/domain/mock/mock-settings.ts';
import { api, client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { CellPick, CellText, CellWord, FieldRows } from '../../ui/field-rows.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Section } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { sayFailed } from '../../ui/say-failed.ts';
import { offerUndo } from '../../ui/undo-last.ts';

type Settings = MockState['settings'];

const everyEndpoint = 'every endpoint';
const windows = [
  { value: '1', label: 'a second' },
  { value: '60', label: 'a minute' },
  { value: '3600', label: 'an hour' },
] as const;
const dayLabels = { 'a good day': 'Good day', 'a slow day': 'Slow day', 'a bad Tuesday': 'Bad Tuesday' } as const;

/** What a mock is made to do. Days and switches hold at once; what is typed holds with Apply. */
export function ScenarioPanel({ mock }: { readonly mock: MockState }): ReactElement {
  const { apiId } = mock;
  const [typed, setTyped] = useState<Partial<Settings>>({});
  const [seed, setSeed] = useState<number | null>(null);
  const endpoints = useQuery(api.inventory.endpoints.queryOptions({ input: { apiId } }));
  const names = (endpoints.data ?? []).map(({ method, path }) => `${method} ${path}`);
  const settings: Settings = { ...mock.settings, ...typed };
  const isTyped = Object.keys(typed).length > 0 || (seed !== null && seed !== mock.seed);
  const type = (part: Partial<Settings>): void => setTyped({ ...typed, ...part });
  const keep = async (part: Partial<MockSettings>, words: string, nextSeed?: number): Promise<void> => {
    // A copy that can be written: what a named day holds is read-only.
    const copy = structuredClone(part) as Partial<Settings>;
    const wish = { apiId, settings: copy, ...(nextSeed === undefined ? {} : { seed: nextSeed }) };
    try {
      const { mockId } = await client.mock.change(wish);
      setTyped({});
      setSeed(null);
      if (mockId !== null) offerUndo(words, 'mock', mockId);
    } catch (error) {
      sayFailed(error);
    }
  };
  const day = dayOfSettings(settings) ?? 'own';
  const applyTyped = (): void => void keep(typed, 'The mock does so from now on', seed ?? undefined);
  return (
    <form
      className="mock-scenario"
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped) applyTyped();
      }}
    >
      <Segments
        label="The day that is played"
        value={day}
        isWide
        onChange={(next) => {
          if (next !== 'own') void keep(mockDays[next], `${dayLabels[next]} from now on`);
        }}
        items={[
          ...mockDayNames.map((name) => ({ value: name, label: dayLabels[name] })),
          ...(day === 'own' ? [{ value: 'own' as const, label: 'Own mix' }] : []),
        ]}
      />
      <Section title="How long answers take">
        <div className="mock-pair">
          <NumberField
            label="From"
            suffix=" ms"
            min={0}
            max={600_000}
            value={settings.latencyMinMs}
            onChange={(value) => type({ latencyMinMs: value ?? 0 })}
          />
          <NumberField
            label="To"
            suffix=" ms"
            min={0}
            max={600_000}
            value={settings.latencyMaxMs}
            onChange={(value) => type({ latencyMaxMs: value ?? 0 })}
          />
        </div>
      </Section>
      <Section title="Calls that fail">
        <FieldRows<Settings['errors'][number]>
          rows={settings.errors}
          onChange={(errors) => type({ errors })}
          make={() => ({ percent: 5, status: 500 })}
          addWords="Add failure"
          removeWords="Remove failure"
          renderCells={(row, change, at) => (
            <>
              <CellText
                label={`Percent of failure ${at + 1}`}
                isName
                value={String(row.percent)}
                onChange={(text) => change({ ...row, percent: Math.min(100, Number(text.replaceAll(/[^\d.]/g, '')) || 0) })}
              />
              <CellWord>% answered with</CellWord>
              <CellText
                label={`Status of failure ${at + 1}`}
                value={String(row.status)}
                isWrong={row.status < 400 || row.status > 599}
                onChange={(text) => change({ ...row, status: Number(text.replaceAll(/\D/g, '').slice(0, 3)) })}
              />
            </>
          )}
        />
        <div className="mock-cut">
          <NumberField
            label="Bodies cut off"
            suffix=" %"
            min={0}
            max={100}
            value={settings.malformedPercent}
            onChange={(value) => type({ malformedPercent: value ?? 0 })}
          />
        </div>
      </Section>
      <Section title="Limit">
        <div className="mock-pair">
          <NumberField
            label="Requests"
            placeholder="no limit"
            min={1}
            max={10_000_000}
            value={settings.limit?.count ?? null}
            onChange={(count) =>
              type({ limit: count === null || count < 1 ? null : { count, windowSeconds: settings.limit?.windowSeconds ?? 60 } })
            }
          />
          <SelectField
            label="In"
            value={windows.find(({ value }) => Number(value) === settings.limit?.windowSeconds)?.value ?? '60'}
            items={windows}
            onChange={(value) => settings.limit && type({ limit: { ...settings.limit, windowSeconds: Number(value ?? 60) } })}
          />
        </div>
      </Section>
      <Section title="End that is announced">
        <div className="mock-pair">
          <DayField
            label="Day"
            value={settings.sunset?.at ?? null}
            onChange={(at) => type({ sunset: at === null ? null : { at, endpoints: settings.sunset?.endpoints ?? [] } })}
          />
          <SelectField
            label="Of"
            searchable
            disabled={settings.sunset === null}
            value={settings.sunset?.endpoints[0] ?? everyEndpoint}
            items={[everyEndpoint, ...names].map((name) => ({ value: name, label: name }))}
            onChange={(name) =>
              settings.sunset && type({ sunset: { ...settings.sunset, endpoints: name === null || name === everyEndpoint ? [] : [name] } })
            }
          />
        </div>
      </Section>
      <Section title="Fields with another type">
        <FieldRows<Settings['drift'][number]>
          rows={settings.drift}
          onChange={(drift) => type({ drift })}
          make={() => ({ endpoint: '', field: '' })}
          addWords="Add field"
          removeWords="Remove field"
          renderCells={(row, change, at) => (
            <>
              <span className="mock-pick">
                <CellPick
                  label={`Endpoint of field ${at + 1}`}
                  value={row.endpoint}
                  items={['', ...names].map((name) => ({ value: name, label: name === '' ? everyEndpoint : name }))}
                  onChange={(endpoint) => change({ ...row, endpoint })}
                />
              </span>
              <CellText
                label={`Place of field ${at + 1}`}
                mono
                value={row.field}
                placeholder="/amount/value"
                isWrong={row.field !== '' && !row.field.startsWith('/')}
                onChange={(field) => change({ ...row, field })}
              />
            </>
          )}
        />
      </Section>
      <Section title="How it behaves">
        <div className="mock-switches">
          <Checkbox
            label="Remembers what is created in a run"
            checked={settings.isStateful}
            onChange={(event) =>
              void keep({ isStateful: event.currentTarget.checked }, event.currentTarget.checked ? 'It remembers' : 'It forgets')
            }
          />
          <Checkbox
            label="Refuses calls without credentials"
            checked={settings.asksForCredentials}
            onChange={(event) =>
              void keep(
                { asksForCredentials: event.currentTarget.checked },
                event.currentTarget.checked ? 'It asks for credentials' : 'It asks for no credentials',
              )
            }
          />
          <Checkbox
            label="Refuses requests that break the contract"
            checked={settings.checksRequests}
            onChange={(event) =>
              void keep(
                { checksRequests: event.currentTarget.checked },
                event.currentTarget.checked ? 'It checks requests' : 'It takes every request',
              )
            }
          />
        </div>
        <NumberField
          label="Seed"
          reason="The same seed gives the same answers. It holds from the next start."
          min={0}
          max={2_147_483_647}
          value={seed ?? mock.seed}
          onChange={setSeed}
        />
      </Section>
      <div className="mock-apply" data-open={isTyped || undefined}>
        <Button type="submit" disabled={!isTyped}>
          Apply
        </Button>
        <Button
          kind="quiet"
          disabled={!isTyped}
          onClick={() => {
            setTyped({});
            setSeed(null);
          }}
        >
          Discard
        </Button>
      </div>
    </form>
  );
}
