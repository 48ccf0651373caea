import { Menu } from '@mantine/core';
import { IconCheck, IconColumns3 } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import styles from './data-table.module.css';

export interface TableFootProps {
  readonly words: ReactNode;
  readonly columns: readonly { readonly key: string; readonly header: string; readonly isVisible: boolean }[];
  readonly onToggle: (key: string) => void;
  readonly onCopy: () => void;
  readonly copyWords: string;
}

/** Under the rows: what they are, which columns are shown, and the way to a spreadsheet. */
export function TableFoot({ words, columns, onToggle, onCopy, copyWords }: TableFootProps): ReactElement {
  return (
    <div className={styles.foot}>
      <span className="ellipsis">{words}</span>
      <span className={styles.footRight}>
        <Menu position="top-end" closeOnItemClick={false} shadow="md" transitionProps={{ duration: 80 }}>
          <Menu.Target>
            <button type="button" className={styles.footButton}>
              <IconColumns3 size={14} stroke={1.6} aria-hidden="true" />
              Columns
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {columns.map((column) => (
              <Menu.Item
                key={column.key}
                role="menuitemcheckbox"
                aria-checked={column.isVisible}
                leftSection={
                  <IconCheck size={14} stroke={2} aria-hidden="true" style={{ visibility: column.isVisible ? 'visible' : 'hidden' }} />
                }
                onClick={() => onToggle(column.key)}
              >
                {column.header}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <button type="button" className={styles.footButton} onClick={onCopy}>
          {copyWords}
        </button>
      </span>
    </div>
  );
}
