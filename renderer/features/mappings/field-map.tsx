import { useMemo, useState, type ReactElement } from 'react';
import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import type { Rule } from '../../../shared/domain/mappings/mapping-spec.ts';
import { pathsOf } from '../../../shared/domain/mappings/rule-paths.ts';
import { formatCount } from '../../ui/format.ts';
import { DestinationRows } from './destination-rows.tsx';
import { shortPath, percentText } from './mapping-words.ts';
import { useMappingsStore } from './mappings-store.ts';
import { Wires, type Wire } from './wires.tsx';
import './field-map.css';

interface FieldMapProps {
  readonly detail: MappingDetail;
  readonly field: string;
}

/** Source fields, lines, destination fields; the chosen field and what it reads stand out. */
export function FieldMap({ detail, field }: FieldMapProps): ReactElement {
  const [areIgnoredShown, setIgnoredShown] = useState(false);
  const { open, choose } = useMappingsStore();
  const { spec, sourceFields, sample } = detail;
  const paths = useMemo(() => new Map(Object.entries(spec.rules).map(([name, rule]) => [name, pathsOf(rule)])), [spec.rules]);
  const read = new Set([...paths.values()].flat());
  const ignored = sourceFields.filter(({ path }) => !read.has(path) && Object.hasOwn(spec.ignored, path));
  const shown = sourceFields.filter(({ path }) => areIgnoredShown || read.has(path) || !Object.hasOwn(spec.ignored, path));
  // By the destination that reads them first: the lines cross as little as they can.
  const firstReader = (path: string): number => spec.destination.fields.findIndex(({ name }) => paths.get(name)?.includes(path));
  const ordered = [
    ...shown.filter(({ path }) => read.has(path)).toSorted((a, b) => firstReader(a.path) - firstReader(b.path)),
    ...shown.filter(({ path }) => !read.has(path)),
  ];
  const chosenPaths = new Set(paths.get(field));
  const sourceAt = new Map(ordered.map(({ path }, index) => [path, index]));
  const wires: Wire[] = spec.destination.fields.map(({ name }, to) => ({
    to,
    from: (paths.get(name) ?? []).flatMap((path) => sourceAt.get(path) ?? []),
    kind: kindOf(spec.rules[name]),
    steps: spec.rules[name]?.steps.length ?? 0,
    isChosen: name === field,
  }));
  const readerOf = (path: string): string | undefined => spec.destination.fields.find(({ name }) => paths.get(name)?.includes(path))?.name;
  return (
    <div className="map-fields">
      <section className="map-src" aria-label="Source fields">
        <div className="map-hd">
          <h2 className="ellipsis" title={sample?.fileName ?? spec.source.name}>
            {spec.source.name}, {spec.source.format.toUpperCase()}
          </h2>
          <span className="map-faint">
            {formatCount(sourceFields.length)} fields{sample ? `, ${formatCount(sample.totalRows)} rows` : ''}
          </span>
        </div>
        <div className="map-cap" aria-hidden="true">
          <span>Source field</span>
          <span>Type</span>
          <span>Sample</span>
          <span>Empty</span>
        </div>
        {ordered.map((source) => {
          const isRead = read.has(source.path);
          const isOpen = !isRead && !Object.hasOwn(spec.ignored, source.path);
          const empty = source.missing + source.null + source.blank;
          return (
            <button
              key={source.path}
              type="button"
              tabIndex={-1}
              className={`map-f ${chosenPaths.has(source.path) ? 'on' : ''} ${isOpen || source.isGone ? 'un' : ''}`}
              title={`${source.path}: missing ${percentText(source.missing)} %, null ${percentText(source.null)} %, blank ${percentText(source.blank)} %`}
              onClick={() => {
                const reader = readerOf(source.path);
                if (reader === undefined) open('sources');
                else choose(detail.id, reader);
              }}
            >
              <code>
                <span className="ellipsis">{shortPath(source.path, isOpen || source.isGone ? 14 : 21)}</span>
                {source.isGone ? <Flag words="gone" /> : isOpen ? <Flag words={source.isNew ? 'new' : 'open'} /> : null}
              </code>
              <span className="ty">{source.type === 'enum' ? `enum ${source.distinct}` : source.type}</span>
              <span className="sm">{source.sample}</span>
              <span className="nu">{percentText(empty)}</span>
            </button>
          );
        })}
        {ignored.length > 0 ? (
          <div className="map-f ig">
            <span>
              {ignored.length} {ignored.length === 1 ? 'field' : 'fields'} ignored, each with a reason
            </span>
            <button type="button" className="map-door" onClick={() => setIgnoredShown(!areIgnoredShown)}>
              {areIgnoredShown ? 'Hide' : 'Show'}
            </button>
          </div>
        ) : null}
      </section>
      <Wires wires={wires} sources={ordered.length} />
      <DestinationRows detail={detail} field={field} />
    </div>
  );
}

function Flag({ words }: { readonly words: string }): ReactElement {
  return (
    <em>
      <i className="map-dot soon" aria-hidden="true" />
      {words}
    </em>
  );
}

function kindOf(rule: Rule | undefined): Wire['kind'] {
  if (!rule) return 'none';
  if (pathsOf(rule).length === 0) return 'constant';
  return rule.steps.every(({ do: step }) => step === 'trim') && rule.from.length === 1 ? 'copy' : 'rule';
}
