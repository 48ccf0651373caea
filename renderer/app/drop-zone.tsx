import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState, type ReactElement } from 'react';
import { useReadOnly } from '../ui/read-only.ts';
import { toast } from '../ui/toast.ts';
import { droppedFiles, holdRequests } from './dropped-files.ts';
import { useImportRequest } from './open-import.ts';
import { useTransferRequest } from './open-transfer.ts';
import styles from './shell.module.css';

/** Takes a file that is dropped anywhere on the window to the import dialog; not into a workspace that can only be looked at. */
export function DropZone(): ReactElement | null {
  const isReadOnly = useReadOnly();
  const [isOver, setIsOver] = useState(false);
  const ask = useImportRequest((state) => state.ask);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => !isReadOnly && event.dataTransfer?.types.includes('Files') === true;
    const onOver = (event: DragEvent): void => {
      // Without this the window itself would open what is dropped.
      event.preventDefault();
      if (hasFiles(event)) setIsOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      event.preventDefault();
      setIsOver(false);
      if (event.dataTransfer !== null && !isReadOnly) void take(event.dataTransfer);
    };
    // Requests of another program go to the Console, an API description to the inventory.
    const take = async (transfer: DataTransfer): Promise<void> => {
      const files = await droppedFiles(transfer);
      const file = files[0]?.file ?? null;
      if (file === null) return;
      if (await holdRequests(files)) {
        useTransferRequest.getState().ask(files);
        return;
      }
      if (files.length > 1) toast({ words: `One document at a time: reading ${file.name}.`, state: 'soon' });
      ask(file);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [ask, isReadOnly]);
  if (!isOver) return null;
  return (
    <div className={styles.overlay} role="status">
      <div>
        <IconFileImport size={28} stroke={1.6} aria-hidden="true" />
        <h2>Drop to read this document</h2>
        <p className="muted">You see what it would add before anything changes.</p>
      </div>
    </div>
  );
}
