import { Modal } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

export interface PrimaryAction {
  /** A verb and a noun: "Rotate key". */
  readonly words: string;
  readonly run: () => void;
  readonly loading?: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
}

export interface DialogProps {
  readonly title: ReactNode;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly primary?: PrimaryAction;
  /** Stands at the left of the buttons: a sentence, a link. */
  readonly footer?: ReactNode;
  readonly cancelWords?: string;
  /** Pixels. */
  readonly width?: number;
}

/** A question or a short form above the page. Enter in a field does the primary action, Esc closes. */
export function Dialog({ title, opened, onClose, children, primary, footer, cancelWords = 'Cancel', width = 480 }: DialogProps): ReactElement {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={width}
      centered
      lockScroll={false}
      transitionProps={{ transition: 'fade', duration: 100 }}
      overlayProps={{ backgroundOpacity: 1, color: 'var(--scrim)' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ content: styles.content, header: styles.header, title: styles.title, body: styles.body, close: styles.close }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (primary !== undefined && primary.disabled !== true && primary.loading !== true) primary.run();
        }}
      >
        <div className={styles.inner}>{children}</div>
        {primary === undefined ? null : (
          <footer className={styles.footer}>
            <div className={styles.left}>{footer}</div>
            <Button onClick={onClose}>{cancelWords}</Button>
            <Button type="submit" kind={primary.danger === true ? 'danger' : 'primary'} loading={primary.loading} disabled={primary.disabled}>
              {primary.words}
            </Button>
          </footer>
        )}
      </form>
    </Modal>
  );
}
