import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { api } from '../../../app/client.ts';
import { shell } from '../../../app/shell-bridge.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Loading } from '../../../ui/loading.tsx';
import { sayFailed } from '../../../ui/say-failed.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { toast } from '../../../ui/toast.ts';

const writeDelayMs = 300;

/** What the vendor's support is given, shown before it is saved. */
export function BundleDialog({ ids, onClose }: { readonly ids: readonly string[]; readonly onClose: () => void }): ReactElement {
  const [note, setNote] = useState('');
  const [withNames, setWithNames] = useState(false);
  const [settled] = useDebouncedValue(note, writeDelayMs);
  const bundle = useQuery({
    ...api.answers.supportBundle.queryOptions({ input: { ids: [...ids], note: settled, withNames } }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const save = async (): Promise<void> => {
    if (!bundle.data) return;
    try {
      const bytes = Uint8Array.from(atob(bundle.data.base64), (char) => char.codePointAt(0) ?? 0);
      const path = await shell.call('saveBytes', { suggestedName: bundle.data.fileName, bytes });
      if (path === null) return;
      toast({ words: `Saved as ${path}`, state: 'holds' });
      onClose();
    } catch (error) {
      sayFailed(error);
    }
  };
  const isReady = bundle.data !== undefined && settled === note && !bundle.isPlaceholderData;
  return (
    <Dialog
      title="Support bundle for the vendor"
      opened
      onClose={onClose}
      width={820}
      footer={
        bundle.data ? (
          <span className="faint">
            {bundle.data.files.map(({ name, byteLength }) => `${name}, ${formatBytes(byteLength)}`).join(' · ')}
          </span>
        ) : undefined
      }
      {...(bundle.error ? { cancelWords: 'Close' } : { primary: { words: 'Save bundle', run: () => void save(), disabled: !isReady } })}
    >
      {bundle.error ? (
        <FaultNote fault={bundle.error} />
      ) : (
        <div className="con-bundle">
          <div className="con-bundle-side">
            <TextArea
              label="What the vendor should know"
              value={note}
              onChange={setNote}
              rows={5}
              reason="What you did, what you expected, since when."
            />
            <label className="con-only">
              <input type="checkbox" checked={withNames} onChange={(event) => setWithNames(event.target.checked)} />
              Name who sent the calls
            </label>
            <p className="faint">
              Secrets are cut out. Other vendors, our files and our network are not in it. The .zip has this text and the same calls as a
              HAR.
            </p>
          </div>
          {bundle.data ? (
            <pre className="con-bundle-text" role="region" aria-label="What the vendor reads" tabIndex={0}>
              {bundle.data.markdown}
            </pre>
          ) : (
            <Loading />
          )}
        </div>
      )}
    </Dialog>
  );
}
