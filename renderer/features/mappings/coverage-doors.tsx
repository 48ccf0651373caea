import type { ReactElement } from 'react';
import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import { Mark, type StandingState } from '../../ui/mark.tsx';
import { formatCount } from '../../ui/format.ts';
import { counted, percentText } from './mapping-words.ts';
import { useMappingsStore, type MappingSheet } from './mappings-store.ts';
import './coverage-doors.css';

interface CoverageDoor {
  readonly figure: string;
  readonly label: string;
  readonly state: StandingState;
  readonly words: string;
  readonly open: () => void;
}

/** How much of the mapping is settled; each figure opens what is behind it. */
export function CoverageDoors({ detail }: { readonly detail: MappingDetail }): ReactElement {
  const { open, choose } = useMappingsStore();
  return (
    <div className="map-coverage" role="group" aria-label="Coverage">
      {doorsOf(detail, open, (field) => choose(detail.id, field)).map((door) => (
        <button key={door.label} type="button" onClick={door.open}>
          <span>
            <b className="num">{door.figure}</b> <span className="map-label">{door.label}</span>
          </span>
          <span
            className={`map-state ${door.state === 'holds' ? 'good' : door.state === 'soon' ? 'soon' : door.state === 'broken' ? 'bad' : ''}`}
          >
            <Mark state={door.state} />
            <span className="ellipsis" title={door.words}>
              {door.words}
            </span>
          </span>
        </button>
      ))}
    </div>
  );
}

function doorsOf(
  { coverage, sample, draft, goldens }: MappingDetail,
  open: (sheet: MappingSheet) => void,
  choose: (field: string) => void,
): CoverageDoor[] {
  const { destination, source, values, branches } = coverage;
  const bare = destination.withoutRule;
  const failing = goldens.filter(({ failures }) => failures.length > 0).length;
  return [
    {
      figure: `${destination.done}/${destination.all}`,
      label: 'destination fields',
      state: destination.requiredWithoutRule.length > 0 ? 'broken' : bare.length > 0 ? 'soon' : 'holds',
      words: bare.length === 0 ? 'every field has a rule' : `no rule: ${bare.join(', ')}`,
      open: () => (bare[0] === undefined ? open('new field') : choose(bare[0])),
    },
    {
      figure: `${source.done}/${source.all}`,
      label: 'source fields',
      state: source.unreviewed.length > 0 ? 'soon' : 'holds',
      words: source.unreviewed.length > 0 ? `${source.unreviewed.length} neither mapped nor ignored` : 'each mapped or ignored',
      open: () => open('sources'),
    },
    {
      figure: values.all === 0 ? '–' : `${percentText(values.done / values.all)} %`,
      label: 'values mapped',
      state: values.all === 0 ? 'no data' : values.done === values.all ? 'holds' : 'soon',
      words:
        values.all === 0
          ? 'no sample to look at'
          : values.rejected > 0
            ? values.flagged > 0
              ? `${formatCount(values.rejected)} rejected, ${formatCount(values.flagged)} flagged`
              : `${formatCount(values.rejected)} of ${formatCount(values.all)} rows rejected`
            : values.flagged > 0
              ? `${counted(values.flagged, 'row', 'rows')} flagged`
              : `all of ${counted(sample?.keptRows ?? 0, 'row', 'rows')}`,
      open: () => open('rows'),
    },
    {
      figure: `${branches.done}/${branches.all}`,
      label: 'branches sampled',
      state: branches.all === 0 ? 'no data' : branches.unsampled.length > 0 ? 'soon' : 'holds',
      words:
        branches.all === 0
          ? 'no rule branches'
          : branches.unsampled.length > 0
            ? `no sample: ${branches.unsampled.map(({ name }) => name).join(', ')}`
            : 'a sample for each way',
      open: () => open('goldens'),
    },
    {
      figure: `${goldens.length - failing}/${goldens.length}`,
      label: 'golden samples',
      state: failing > 0 ? 'broken' : goldens.length === 0 ? 'soon' : 'holds',
      words:
        failing > 0
          ? `${failing} ${failing === 1 ? 'fails' : 'fail'}${draft ? ', blocks activation' : ''}`
          : goldens.length === 0
            ? 'pick some to activate'
            : 'all pass',
      open: () => open('goldens'),
    },
  ];
}
