import { useState, type ReactElement } from 'react';
import type { LedgerDetail } from '../../../shared/contract/ledger.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { chooseFile, FileBox, lookInto } from './file-box.tsx';
import { RunProgress } from './run-progress.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useRun } from './use-run.ts';

export interface RunDialogProps {
  readonly detail: LedgerDetail;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

type Side = 'left' | 'right';

/** Compares two files by the ledger's definition: the last ones unless others are chosen or dropped. */
export function RunDialog({ detail, onClose, onDone }: RunDialogProps): ReactElement {
  const [paths, setPaths] = useState({ left: detail.leftPath, right: detail.rightPath });
  const [reading, setReading] = useState<Side | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const run = useRun(() => {
    onDone();
    onClose();
  });
  const take = async (side: Side, file: string | File): Promise<void> => {
    setReading(side);
    setFault(null);
    try {
      const { path } = await lookInto(file);
      setPaths((before) => ({ ...before, [side]: path }));
    } catch (error) {
      setFault(error);
    } finally {
      setReading(null);
    }
  };
  const choose = async (side: Side): Promise<void> => {
    const path = await chooseFile(side === 'left' ? detail.leftName : detail.rightName);
    if (path !== null) await take(side, path);
  };
  useFileDrop((files) => {
    const [first, second] = files;
    void (async () => {
      if (first) await take(paths.left === detail.leftPath ? 'left' : 'right', first);
      if (second) await take('right', second);
    })();
  });
  const start = (): void => {
    setFault(null);
    run.start({ id: detail.id, leftPath: paths.left, rightPath: paths.right });
  };
  const shownFault = fault ?? run.fault;
  const box = (side: Side, name: string): ReactElement => {
    const path = paths[side];
    const isLast = path !== '' && path === (side === 'left' ? detail.leftPath : detail.rightPath);
    return (
      <FileBox
        label={name}
        hint="Choose the newest export, or drop it here."
        file={path === '' ? null : { path, name: `${fileName(path)}${isLast ? ', as last time' : ''}`, bytes: 0, columns: [] }}
        isReading={reading === side}
        onChoose={() => void choose(side)}
        isFirst={side === 'left'}
      />
    );
  };
  return (
    <Dialog
      opened
      onClose={() => {
        run.stopWatching();
        onClose();
      }}
      title={`Run ${detail.name}`}
      width={560}
      primary={{
        words: 'Compare',
        run: start,
        loading: run.job !== null,
        disabled: paths.left === '' || paths.right === '' || reading !== null,
      }}
      cancelWords={run.job === null ? 'Cancel' : 'Go on in the background'}
    >
      <div className="led-form">
        <div className="led-files">
          {box('left', detail.leftName)}
          {box('right', detail.rightName)}
        </div>
        {run.job === null ? null : <RunProgress job={run.job} onStop={run.cancel} />}
        {shownFault === null ? null : <FaultNote fault={shownFault} />}
      </div>
    </Dialog>
  );
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
