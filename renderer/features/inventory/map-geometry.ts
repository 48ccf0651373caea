import type { MapKind, MapOrder } from '../../../shared/domain/inventory/dependency-reach.ts';

/** Pixels. */
export const nodeHeight = 28;
const gap = 8;
const margin = 24;
const widestNode = 220;
/** A few nodes beside very many stand together at the top, where they are seen, not lost in the length of the others. */
const widestStep = 2.5 * (nodeHeight + gap);

export interface NodePlace {
  readonly kind: MapKind;
  readonly id: string;
  readonly top: number;
}

export interface MapPlaces {
  readonly height: number;
  /** Of every node. */
  readonly width: number;
  readonly left: Readonly<Record<MapKind, number>>;
  readonly columns: Readonly<Record<MapKind, readonly NodePlace[]>>;
  /** By "kind id". */
  readonly nodes: ReadonlyMap<string, NodePlace>;
}

/** Where every node stands: three columns over the whole width, each spread over the height of the longest, as far as they are still seen together. */
export function columnPlaces(order: MapOrder, fullWidth: number): MapPlaces {
  const longest = Math.max(order.processes.length, order.apis.length, order.vendors.length, 1);
  const height = longest * (nodeHeight + gap) + gap;
  const width = Math.max(96, Math.min(widestNode, Math.floor((fullWidth - 2 * margin) / 3 - 40)));
  const place = (kind: MapKind, ids: readonly string[]): NodePlace[] => {
    const step = Math.min(height / ids.length, widestStep);
    return ids.map((id, index) => ({ kind, id, top: Math.round((index + 0.5) * step - nodeHeight / 2) }));
  };
  const columns = { process: place('process', order.processes), api: place('api', order.apis), vendor: place('vendor', order.vendors) };
  return {
    height,
    width,
    left: { process: margin, api: Math.round((fullWidth - width) / 2), vendor: Math.max(margin, fullWidth - margin - width) },
    columns,
    nodes: new Map([...columns.process, ...columns.api, ...columns.vendor].map((one) => [`${one.kind} ${one.id}`, one])),
  };
}

/** A curve from the right side of one node to the left side of another. */
export function lineBetween(places: MapPlaces, from: Omit<NodePlace, 'top'>, to: Omit<NodePlace, 'top'>): string {
  const start = places.nodes.get(`${from.kind} ${from.id}`);
  const end = places.nodes.get(`${to.kind} ${to.id}`);
  if (!start || !end) return '';
  const [x1, y1] = [places.left[from.kind] + places.width, start.top + nodeHeight / 2];
  const [x2, y2] = [places.left[to.kind], end.top + nodeHeight / 2];
  const bend = (x2 - x1) / 2;
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
