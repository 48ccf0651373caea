import { Segments } from '../../ui/segments.tsx';
import { useInventoryStore } from './inventory-store.ts';

/** What the page shows: APIs, the vendors behind them, all endpoints, business processes, or what depends on what. */
export function ViewSwitch() {
  const { view, setView } = useInventoryStore();
  return (
    <Segments
      label="What the list shows"
      value={view}
      onChange={setView}
      items={[
        { value: 'apis', label: 'APIs' },
        { value: 'vendors', label: 'Vendors' },
        { value: 'endpoints', label: 'Endpoints' },
        { value: 'processes', label: 'Processes' },
        { value: 'map', label: 'Map' },
      ]}
    />
  );
}
