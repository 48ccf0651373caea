import type { ReactElement } from 'react';

export interface Wire {
  /** Index of the destination row. */
  readonly to: number;
  /** Indexes of the source rows. */
  readonly from: readonly number[];
  readonly kind: 'copy' | 'rule' | 'constant' | 'none';
  readonly steps: number;
  readonly isChosen: boolean;
}

const width = 68;
export const sourceHeight = 22;
export const destinationHeight = 29;

/** The lines between source and destination rows; drawn for the eye only, the rows say the same. */
export function Wires({ wires, sources }: { readonly wires: readonly Wire[]; readonly sources: number }): ReactElement {
  const height = Math.max(sources * sourceHeight, wires.length * destinationHeight);
  const ordered = [...wires.filter(({ isChosen }) => !isChosen), ...wires.filter(({ isChosen }) => isChosen)];
  return (
    <svg className="map-wires" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {ordered.flatMap((wire) =>
        wire.from.map((from) => {
          const y = from * sourceHeight + sourceHeight / 2;
          const end = wire.to * destinationHeight + destinationHeight / 2;
          return (
            <path
              key={`${from}-${wire.to}`}
              className={wire.isChosen ? 'on' : undefined}
              d={`M0 ${y}C${width * 0.45} ${y} ${width * 0.55} ${end} ${width} ${end}`}
            />
          );
        }),
      )}
      {ordered.map((wire) => (
        <Knot key={wire.to} wire={wire} y={wire.to * destinationHeight + destinationHeight / 2} />
      ))}
    </svg>
  );
}

function Knot({ wire, y }: { readonly wire: Wire; readonly y: number }): ReactElement | null {
  if (wire.isChosen && wire.steps > 0)
    return (
      <>
        <rect x={41} y={y - 9} width={22} height={18} rx={5} className="sel" />
        <text x={52} y={y + 4}>
          {wire.steps}
        </text>
      </>
    );
  if (wire.kind === 'rule') return <rect x={53} y={y - 4} width={8} height={8} rx={2} className="rule" />;
  if (wire.kind === 'constant') return <rect x={53} y={y - 4} width={8} height={8} rx={4} className="constant" />;
  return null;
}
