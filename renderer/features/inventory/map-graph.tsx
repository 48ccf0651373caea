import { useElementSize } from '@mantine/hooks';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { DependencyMap } from '../../../shared/contract/processes.ts';
import { orderMap, reachOf, type MapKind, type Reach } from '../../../shared/domain/inventory/dependency-reach.ts';
import { go } from '../../app/navigate.ts';
import { Mark } from '../../ui/mark.tsx';
import { CriticalityBars } from './criticality-bars.tsx';
import { count } from './inventory-words.ts';
import { columnPlaces, lineBetween, nodeHeight, type NodePlace } from './map-geometry.ts';
import './map-graph.css';

interface MapGraphProps {
  readonly map: DependencyMap;
  readonly chosen: { readonly kind: MapKind; readonly id: string } | null;
}

const kinds = ['process', 'api', 'vendor'] as const;
const headings = { process: 'Process', api: 'API', vendor: 'Vendor' } as const;

/** Three columns of nodes with lines between them. What is under the pointer, or open beside, shows its paths. */
export function MapGraph({ map, chosen }: MapGraphProps) {
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<{ kind: MapKind; id: string } | null>(null);
  const [focused, setFocused] = useState<{ kind: MapKind; id: string } | null>(null);
  const nodes = useRef(new Map<string, HTMLButtonElement>());
  const places = useMemo(() => columnPlaces(orderMap(map), width), [map, width]);
  const lit = pointed ?? chosen;
  const reach = useMemo(() => (lit ? reachOf(map, lit.kind, lit.id) : null), [map, lit]);
  const names = useMemo(() => nodeNames(map), [map]);
  if (map.apis.length === 0) return <p className="inv-nothing">Nothing fits. Clear the filter to see the whole map.</p>;

  const current = focused && places.nodes.has(`${focused.kind} ${focused.id}`) ? focused : (chosen ?? firstOf(places.columns));
  const step = (event: KeyboardEvent<HTMLButtonElement>, at: NodePlace): void => {
    const next = neighbour(places.columns, at, event.key);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    setFocused(next);
    nodes.current.get(`${next.kind} ${next.id}`)?.focus();
  };
  return (
    <div className="inv-graph" data-lit={reach !== null || undefined}>
      <div className="inv-graph-scroll" ref={ref}>
        <div className="inv-graph-heads" aria-hidden="true">
          {kinds.map((kind) => (
            <span key={kind} style={{ left: places.left[kind], width: places.width }}>
              {headings[kind]}
            </span>
          ))}
        </div>
        <div className="inv-graph-field" role="group" aria-label="Map of dependencies" style={{ height: places.height }}>
          <svg width={width} height={places.height} aria-hidden="true">
            {map.apis.map((one) => (
              <path
                key={`${one.id} ${one.vendorId}`}
                d={lineBetween(places, { kind: 'api', id: one.id }, { kind: 'vendor', id: one.vendorId })}
                data-kind="owns"
                data-lit={(reach?.apis.has(one.id) && reach.vendors.has(one.vendorId)) || undefined}
              />
            ))}
            {map.links.map((link) => (
              <path
                key={link.id}
                d={lineBetween(places, { kind: 'process', id: link.processId }, { kind: 'api', id: link.apiId })}
                data-kind={link.strength}
                data-bare={link.fallback.trim() === '' || undefined}
                data-lit={reach?.links.has(link.id) || undefined}
              />
            ))}
          </svg>
          {[...places.nodes.values()].map((place) => {
            const name = names.get(`${place.kind} ${place.id}`);
            if (!name) return null;
            const isLit = reach !== null && setOf(reach, place.kind).has(place.id);
            return (
              <button
                key={`${place.kind} ${place.id}`}
                ref={(element) => {
                  if (element) nodes.current.set(`${place.kind} ${place.id}`, element);
                  else nodes.current.delete(`${place.kind} ${place.id}`);
                }}
                type="button"
                className="inv-graph-node"
                data-kind={place.kind}
                data-lit={isLit || undefined}
                data-chosen={(chosen?.kind === place.kind && chosen.id === place.id) || undefined}
                aria-label={name.spoken}
                aria-pressed={chosen?.kind === place.kind && chosen.id === place.id}
                tabIndex={current?.kind === place.kind && current.id === place.id ? 0 : -1}
                style={{ left: places.left[place.kind], top: place.top, width: places.width, height: nodeHeight }}
                title={name.words}
                onClick={() => go({ place: 'inventory', kind: place.kind, id: place.id })}
                onFocus={() => setFocused(place)}
                onPointerEnter={() => setPointed(place)}
                onPointerLeave={() => setPointed(null)}
                onKeyDown={(event) => step(event, place)}
              >
                {name.state ? <Mark state={name.state} /> : null}
                <span className="ellipsis">{name.words}</span>
                {name.criticality ? <CriticalityBars criticality={name.criticality} isBare /> : null}
              </button>
            );
          })}
        </div>
      </div>
      <p className="inv-graph-foot">
        <span>
          <i data-kind="hard" /> stops without it
        </span>
        <span>
          <i data-kind="soft" /> gets worse
        </span>
        <span>
          <i data-kind="hard" data-bare /> no fallback
        </span>
        <span className="inv-graph-count">
          {count(map.processes.length, 'process', 'processes')} · {count(map.apis.length, 'API')} · {count(map.vendors.length, 'vendor')} ·{' '}
          {count(map.links.length, 'link')}
        </span>
      </p>
    </div>
  );
}

const setOf = (reach: Reach, kind: MapKind): ReadonlySet<string> =>
  kind === 'process' ? reach.processes : kind === 'api' ? reach.apis : reach.vendors;

const firstOf = (columns: Readonly<Record<MapKind, readonly NodePlace[]>>): NodePlace | null =>
  columns.process[0] ?? columns.api[0] ?? columns.vendor[0] ?? null;

/** Up and down in a column; left and right to the nearest node of the next column. */
function neighbour(columns: Readonly<Record<MapKind, readonly NodePlace[]>>, at: NodePlace, key: string): NodePlace | null {
  const column = columns[at.kind];
  const index = column.findIndex(({ id }) => id === at.id);
  if (key === 'ArrowDown' || key === 'j') return column[index + 1] ?? null;
  if (key === 'ArrowUp' || key === 'k') return column[index - 1] ?? null;
  const side = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const kind = side === 0 ? undefined : kinds[kinds.indexOf(at.kind) + side];
  if (kind === undefined) return null;
  return columns[kind].toSorted((a, b) => Math.abs(a.top - at.top) - Math.abs(b.top - at.top))[0] ?? null;
}

interface NodeName {
  readonly words: string;
  readonly spoken: string;
  readonly state?: DependencyMap['apis'][number]['standing']['state'];
  readonly criticality?: DependencyMap['apis'][number]['criticality'];
}

function nodeNames(map: DependencyMap): Map<string, NodeName> {
  const names = new Map<string, NodeName>();
  for (const one of map.processes) {
    const links = map.links.filter(({ processId }) => processId === one.id);
    names.set(`process ${one.id}`, {
      words: one.name,
      spoken: `Process ${one.name}, criticality ${one.criticality}, depends on ${count(links.length, 'API')}`,
      criticality: one.criticality,
    });
  }
  for (const one of map.apis) {
    const links = map.links.filter(({ apiId }) => apiId === one.id);
    const words = `${one.name} ${one.version}`.trim();
    names.set(`api ${one.id}`, {
      words,
      spoken: `API ${words}, ${one.standing.words}, criticality ${one.criticality}, needed by ${count(links.length, 'process', 'processes')}`,
      state: one.standing.state,
      criticality: one.criticality,
    });
  }
  for (const one of map.vendors) {
    const apis = map.apis.filter(({ vendorId }) => vendorId === one.id);
    const needing = new Set(map.links.filter(({ vendorId }) => vendorId === one.id).map(({ processId }) => processId));
    names.set(`vendor ${one.id}`, {
      words: one.name,
      spoken: `Vendor ${one.name} with ${count(apis.length, 'API')}, needed by ${count(needing.size, 'process', 'processes')}`,
    });
  }
  return names;
}
