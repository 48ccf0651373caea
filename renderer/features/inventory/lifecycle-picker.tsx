import type { Lifecycle } from '../../../shared/contract/inventory.ts';
import { MeaningPicker } from '../../ui/meaning-picker.tsx';

const meanings = {
  planned: 'not in use yet',
  trial: 'being tried out',
  active: 'in use, no end announced',
  deprecated: 'the vendor advises against it',
  'phased out': 'an end is announced, without a date',
  'sunset scheduled': 'the end has a date',
  retired: 'no longer in use',
} as const satisfies Record<Lifecycle, string>;

interface LifecyclePickerProps {
  readonly lifecycle: Lifecycle;
  readonly onChoose: (lifecycle: Lifecycle) => void;
}

/** Where an API is in its life, which opens the list. */
export function LifecyclePicker({ lifecycle, onChoose }: LifecyclePickerProps) {
  return <MeaningPicker label="Lifecycle" value={lifecycle} meanings={meanings} onChoose={onChoose} />;
}
