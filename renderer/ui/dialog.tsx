import { Modal } from '@mantine/core';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
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

/** A question or a short form above the page. Enter in a field does the primary action, Ctrl or Cmd Enter in a field of lines too; Esc closes. */
export function Dialog({
  title,
  opened,
  onClose,
  children,
  primary,
  footer,
  cancelWords = 'Cancel',
  width = 480,
}: DialogProps): ReactElement {
  return (
    <Modal.Root
      classNames={{ content: styles.content }}
      opened={opened}
      onClose={onClose}
      size={width}
      centered
      lockScroll={false}
      transitionProps={{ transition: 'fade', duration: 100 }}
    >
      <Modal.Overlay backgroundOpacity={1} color="var(--scrim)" />
      <Modal.Content>
        {/* Not the kit's header: that is a banner for those who hear the page, and there is one already. */}
        <div className={styles.header}>
          <Modal.Title className={styles.title}>{title}</Modal.Title>
        </div>
        <DialogForm onClose={onClose} primary={primary} footer={footer} cancelWords={cancelWords}>
          {children}
        </DialogForm>
        {/* Last, so that the focus begins in the content. */}
        <div className={styles.corner}>
          <Modal.CloseButton className={styles.close} size={24} iconSize={16} aria-label="Close" />
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Ctrl or Cmd Enter, also where Enter means something else: in a field of lines, in a table. */
export function submitByKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

function DialogForm({
  onClose,
  primary,
  footer,
  cancelWords,
  children,
}: Pick<DialogProps, 'onClose' | 'primary' | 'footer' | 'cancelWords' | 'children'>): ReactElement {
  return (
    <form
      noValidate
      onKeyDown={submitByKeys}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (primary !== undefined && primary.disabled !== true && primary.loading !== true) primary.run();
      }}
    >
      <div className={styles.inner}>{children}</div>
      {primary === undefined ? null : (
        <div className={styles.footer}>
          <div className={styles.left}>{footer}</div>
          <Button onClick={onClose}>{cancelWords}</Button>
          <Button type="submit" kind={primary.danger === true ? 'danger' : 'primary'} loading={primary.loading} disabled={primary.disabled}>
            {primary.words}
          </Button>
        </div>
      )}
    </form>
  );
}
