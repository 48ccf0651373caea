import { Modal } from '@mantine/core';
import type { KeyboardEvent, ReactElement, ReactNode, SubmitEvent } from 'react';
import { Button } from './button.tsx';
import styles from './dialog.module.css';
import { useRunsOnce } from './run-once.ts';

export interface PrimaryAction {
  /** A verb and a noun: "Rotate key". */
  readonly words: string;
  /** What it answers is waited for: until then it cannot be asked for again. */
  readonly run: () => unknown;
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

export interface PrimaryOfForm {
  readonly onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLFormElement>) => void;
  /** The primary action is at work. */
  readonly isBusy: boolean;
}

/** How a form does its primary action: once until it is done, by Enter where that means nothing else, and by Ctrl or Cmd Enter anywhere. */
export function usePrimary(primary: PrimaryAction | undefined): PrimaryOfForm {
  const [run, isRunning] = useRunsOnce();
  return {
    isBusy: isRunning || primary?.loading === true,
    onSubmit: (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (primary !== undefined && primary.disabled !== true && primary.loading !== true) run(primary.run);
    },
    onKeyDown: (event) => {
      if (event.key !== 'Enter' || event.defaultPrevented) return;
      // The press that opened the form is still held down: it does not answer it too.
      const isHeldFromBefore = event.repeat && event.target instanceof HTMLInputElement;
      if (isHeldFromBefore) event.preventDefault();
      else if ((event.ctrlKey || event.metaKey) && !event.repeat) {
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }
    },
  };
}

function DialogForm({
  onClose,
  primary,
  footer,
  cancelWords,
  children,
}: Pick<DialogProps, 'onClose' | 'primary' | 'footer' | 'cancelWords' | 'children'>): ReactElement {
  const { isBusy, ...form } = usePrimary(primary);
  return (
    <form noValidate {...form}>
      <div className={styles.inner}>{children}</div>
      {primary === undefined ? null : (
        <div className={styles.footer}>
          <div className={styles.left}>{footer}</div>
          <Button onClick={onClose}>{cancelWords}</Button>
          <Button type="submit" kind={primary.danger === true ? 'danger' : 'primary'} loading={isBusy} disabled={primary.disabled}>
            {primary.words}
          </Button>
        </div>
      )}
    </form>
  );
}
