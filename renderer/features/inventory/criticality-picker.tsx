import type { ApiRow } from '../../../shared/contract/inventory.ts';
import { MeaningPicker } from '../../ui/meaning-picker.tsx';
import { CriticalityBars } from './criticality-bars.tsx';

type Criticality = ApiRow['criticality'];

const meanings = {
  high: 'the business stops without it',
  medium: 'work goes on, slower or by hand',
  low: 'nobody notices for a day',
} as const satisfies Record<Criticality, string>;

interface CriticalityPickerProps {
  readonly criticality: Criticality;
  readonly onChoose: (criticality: Criticality) => void;
}

/** The criticality, which opens the three to choose from. */
export function CriticalityPicker({ criticality, onChoose }: CriticalityPickerProps) {
  return (
    <MeaningPicker
      label="Criticality"
      value={criticality}
      meanings={meanings}
      onChoose={onChoose}
      renderValue={(one) => <CriticalityBars criticality={one} />}
    />
  );
}
