import { SegmentedControl } from '@mantine/core';
import { useInventoryStore } from './inventory-store.ts';

/** What the list is of: APIs, the vendors behind them, or the endpoints of all of them. */
export function ViewSwitch() {
  const { view, setView } = useInventoryStore();
  return (
    <SegmentedControl
      size="xs"
      className="inv-views"
      aria-label="What the list shows"
      value={view}
      onChange={setView}
      data={[
        { value: 'apis', label: 'APIs' },
        { value: 'vendors', label: 'Vendors' },
        { value: 'endpoints', label: 'Endpoints' },
      ]}
    />
  );
}
