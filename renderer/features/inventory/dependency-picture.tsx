import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import './dependency-picture.css';

const row = 46;
const gap = 8;

/** Centre of the n-th box of a column, in pixels from the top. */
function centre(index: number): number {
  return index * (row + gap) + row / 2;
}

/** Curved edges between a column of boxes and the one box in the middle. */
function Edges({ count, height, flipped, kinds }: { count: number; height: number; flipped?: boolean; kinds: readonly string[] }) {
  const middle = height / 2;
  return (
    <svg className="inv-map-edges" viewBox={`0 0 28 ${height}`} width={28} height={height} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => {
        const y = centre(index);
        const path = flipped ? `M0 ${middle} C14 ${middle} 14 ${y} 28 ${y}` : `M0 ${y} C14 ${y} 14 ${middle} 28 ${middle}`;
        return <path key={index} d={path} data-kind={kinds[index]} />;
      })}
    </svg>
  );
}

/** What depends on the API and what takes over when it fails, as a picture; the list under it says the same. */
export function DependencyPicture({ detail }: { readonly detail: ApiDetail }) {
  const { dependencies, api, vendor } = detail;
  const height = dependencies.length * (row + gap) - gap;
  return (
    <>
      <div className="inv-map-heads" aria-hidden="true">
        <span>Process</span>
        <span>Fallback</span>
      </div>
      <div className="inv-map" aria-hidden="true" style={{ height }}>
        <div className="inv-map-column">
          {dependencies.map((one) => (
            <div key={one.id} className="inv-map-box" title={one.impact}>
              <b>{one.processName}</b>
              <span>{one.strength === 'hard' ? 'stops' : 'gets worse'}</span>
            </div>
          ))}
        </div>
        <Edges count={dependencies.length} height={height} kinds={dependencies.map((one) => one.strength)} />
        <div className="inv-map-middle">
          <div className="inv-map-box" data-self>
            <b>{vendor.name}</b>
            <span>
              {api.name} {api.version}
            </span>
          </div>
        </div>
        <Edges
          count={dependencies.length}
          height={height}
          flipped
          kinds={dependencies.map((one) => (one.fallback ? 'fallback' : 'none'))}
        />
        <div className="inv-map-column">
          {dependencies.map((one) => (
            <div key={one.id} className="inv-map-box" data-missing={one.fallback === '' || undefined} title={one.fallback}>
              {one.fallback === '' ? <b>no fallback</b> : <span className="inv-map-fallback">{one.fallback}</span>}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
