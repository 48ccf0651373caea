import { Menu } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { EditedInPlace } from './edited-in-place.tsx';
import styles from './meaning-picker.module.css';

export interface MeaningPickerProps<V extends string> {
  /** What is chosen: "Criticality". */
  readonly label: string;
  readonly value: V;
  /** Each value with what choosing it means. */
  readonly meanings: Readonly<Record<V, string>>;
  readonly onChoose: (value: V) => void;
  /** How a value is drawn. */
  readonly renderValue?: (value: V) => ReactNode;
}

/** A value in its place, which opens the others to choose from with what each means. */
export function MeaningPicker<V extends string>({ label, value, meanings, onChoose, renderValue }: MeaningPickerProps<V>): ReactElement {
  const values = Object.keys(meanings) as V[];
  return (
    <EditedInPlace>
      <Menu position="bottom-start" width={300} withinPortal={false} withInitialFocusPlaceholder={false} classNames={{ item: styles.item }}>
        <Menu.Target>
          <button type="button" className={styles.value} aria-label={`${label}: ${value}. Change`}>
            {renderValue === undefined ? value : renderValue(value)}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {values.map((one) => (
            <Menu.Item key={one} onClick={() => one !== value && onChoose(one)}>
              <span className={styles.choice}>
                <span className={styles.name}>{renderValue === undefined ? <b>{one}</b> : renderValue(one)}</span>
                <span className={styles.meaning}>{meanings[one]}</span>
              </span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </EditedInPlace>
  );
}
