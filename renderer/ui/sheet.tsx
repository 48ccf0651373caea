import { Drawer } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Button } from './button.tsx';
import { usePrimary, type PrimaryAction } from './dialog.tsx';
import styles from './sheet.module.css';

export interface SheetProps {
  readonly title: ReactNode;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly primary?: PrimaryAction;
  /** Pixels. */
  readonly width?: number;
}

/** A longer form or a document at the right, above the page. Ctrl or Cmd Enter does the primary action; Esc closes. */
export function Sheet({ title, opened, onClose, children, primary, width = 440 }: SheetProps): ReactElement {
  const { isBusy, ...form } = usePrimary(primary);
  return (
    <Drawer.Root
      classNames={{ content: styles.content }}
      opened={opened}
      onClose={onClose}
      position="right"
      size={width}
      lockScroll={false}
      transitionProps={{ duration: 120 }}
    >
      <Drawer.Overlay backgroundOpacity={1} color="var(--scrim)" />
      <Drawer.Content>
        {/* Not the kit's header: that is a banner for those who hear the page, and there is one already. */}
        <div className={styles.header}>
          <Drawer.Title className={styles.title}>{title}</Drawer.Title>
        </div>
        <form className={styles.form} noValidate {...form}>
          <div className={styles.inner}>{children}</div>
          {primary === undefined ? null : (
            <div className={styles.footer}>
              <Button onClick={onClose}>Cancel</Button>
              <Button type="submit" kind={primary.danger === true ? 'danger' : 'primary'} loading={isBusy} disabled={primary.disabled}>
                {primary.words}
              </Button>
            </div>
          )}
        </form>
        {/* Last, so that the focus begins in the content. */}
        <Drawer.CloseButton className={styles.close} size={24} iconSize={16} aria-label="Close" />
      </Drawer.Content>
    </Drawer.Root>
  );
}
