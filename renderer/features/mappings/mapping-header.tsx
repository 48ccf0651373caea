import { Menu } from '@mantine/core';
import { IconDots, IconLock, IconPlayerPlay } from '@tabler/icons-react';
import { useRef, useState, type ReactElement } from 'react';
import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import { client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { invalidateTopics } from '../../app/query-client.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { shell } from '../../app/shell-bridge.ts';
import { MenuItem } from '../../ui/menu-item.tsx';
import { attempt } from '../../ui/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import { undoEdit } from './edit-mapping.ts';
import { mappingSub, mappingTitle } from './mapping-words.ts';
import { useMappingsStore } from './mappings-store.ts';
import './mapping-header.css';

interface MappingHeaderProps {
  readonly detail: MappingDetail;
  readonly which: 'draft' | 'active' | undefined;
  readonly onWhich: (which: 'draft' | 'active') => void;
}

/** The finding, the revisions, and what can be done with the mapping as a whole. */
export function MappingHeader({ detail, which, onWhich }: MappingHeaderProps): ReactElement {
  const { id, draft, active, blockers, revision, name } = detail;
  const now = useNow();
  const input = useRef<HTMLInputElement>(null);
  const sampleInput = useRef<HTMLInputElement>(null);
  const [isRunning, setIsRunning] = useState(false);
  const [newName, setNewName] = useState<string | null>(null);
  const showRun = useMappingsStore((state) => state.showRun);
  const open = useMappingsStore((state) => state.open);
  const isDraft = revision.state === 'draft';

  const run = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setIsRunning(true);
    await attempt(async () => showRun((await client.mappings.run({ id, input: { file } })).id));
    setIsRunning(false);
  };
  const replaceSample = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    await attempt(async () => {
      const read = await client.mappings.readSample({ file });
      await client.mappings.replaceSample({ id, sampleId: read.sample.id });
    }, `${name} is shown on ${file.name} now`);
  };
  const activate = async (): Promise<void> => {
    const number = draft?.number ?? 0;
    await attempt(
      () => client.mappings.activate({ id }),
      `Revision ${number} is active`,
      () => void undoEdit(detail),
    );
  };
  const pick = async (): Promise<void> => {
    if (!(await attempt(() => client.mappings.pickGoldens({ id })))) return;
    // The page as it is with them comes first: a sheet over the former one says “0 golden samples”, and what lies under it jumps.
    await invalidateTopics(['mappings']);
    open('goldens');
  };
  const exportSpec = (): Promise<boolean> =>
    attempt(async () => {
      const spec = await client.mappings.exportSpec({ id });
      await shell.call('saveText', {
        suggestedName: spec.fileName,
        text: `${JSON.stringify({ name: spec.name, spec: spec.spec }, null, 2)}\n`,
      });
    });
  const discard = (): Promise<boolean> =>
    attempt(
      () => client.mappings.discardDraft({ id }),
      `Draft ${draft?.number ?? ''} discarded`,
      () => void undoEdit(detail),
    );
  const remove = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Remove ${name}?`,
      consequence:
        'Its revisions and golden samples go with it; what it has written stays. Ledgers that use it cannot read that side any more.',
      action: 'Remove mapping',
      danger: true,
    });
    if (isSure && (await attempt(() => client.mappings.remove({ id }), `${name} removed`))) go({ place: 'mappings' });
  };
  const actions = [
    { words: 'Undo the last edit', run: () => void undoEdit(detail) },
    { words: 'Compare draft and active', run: () => open('changes') },
    { words: 'Look at the golden samples', run: () => open('goldens') },
    { words: 'Rename the mapping', run: () => setNewName(name) },
    { words: 'Show it on another file', run: () => sampleInput.current?.click() },
    { words: 'Export the mapping', run: () => void exportSpec() },
    ...(draft && active ? [{ words: `Discard draft ${draft.number}`, run: () => void discard() }] : []),
    { words: 'Remove the mapping', run: () => void remove() },
  ];
  usePaletteActions('mapping', active ? [{ words: `Run ${name} on a file`, run: () => input.current?.click() }, ...actions] : actions);
  return (
    <>
      <PageHeader
        title={
          <>
            {mappingTitle(detail)}
            <span className="map-ver">
              {draft ? (
                <button type="button" aria-pressed={isDraft} className="map-revision" onClick={() => onWhich('draft')}>
                  draft {draft.number}
                </button>
              ) : null}
              {active ? (
                <button type="button" aria-pressed={!isDraft} className="map-revision active" onClick={() => onWhich('active')}>
                  <span className="map-dot good" aria-hidden="true" />
                  active {active.number}
                </button>
              ) : null}
            </span>
          </>
        }
        sub={mappingSub(detail, now)}
        actions={
          <>
            <input
              ref={input}
              hidden
              type="file"
              aria-label="File to map"
              accept=".csv,.tsv,.json,.ndjson,.jsonl,.txt"
              onChange={(event) => void take(event.currentTarget, run)}
            />
            <input
              ref={sampleInput}
              hidden
              type="file"
              aria-label="File to show the mapping on"
              onChange={(event) => void take(event.currentTarget, replaceSample)}
            />
            {active ? (
              <Button
                kind={draft && which !== 'active' ? 'default' : 'primary'}
                loading={isRunning}
                icon={<IconPlayerPlay size={16} stroke={1.6} aria-hidden="true" />}
                onClick={() => input.current?.click()}
              >
                Run on a file
              </Button>
            ) : null}
            {draft && which !== 'active' && detail.goldens.length === 0 && detail.sample ? (
              <Button kind="primary" onClick={() => void pick()}>
                Pick golden samples
              </Button>
            ) : draft && which !== 'active' ? (
              <Button
                kind={blockers.length === 0 ? 'primary' : 'default'}
                disabled={blockers.length > 0}
                title={blockers.join('; ')}
                icon={blockers.length > 0 ? <IconLock size={16} stroke={1.6} aria-hidden="true" /> : undefined}
                onClick={() => void activate()}
              >
                Activate
              </Button>
            ) : null}
            <Menu position="bottom-end" shadow="md" width={230}>
              <Menu.Target>
                <Button aria-label="More" icon={<IconDots size={16} stroke={1.6} aria-hidden="true" />} />
              </Menu.Target>
              <Menu.Dropdown>
                {/* oxlint-disable-next-line react/refs -- the refs are read when an item is chosen */}
                {actions.map((action) => (
                  <MenuItem key={action.words} onClick={action.run}>
                    {action.words}
                  </MenuItem>
                ))}
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      {newName === null ? null : (
        <Dialog
          title="Rename the mapping"
          opened
          onClose={() => setNewName(null)}
          primary={{
            words: 'Rename mapping',
            disabled: newName.trim() === '',
            run: () => attempt(() => client.mappings.rename({ id, name: newName.trim() })).then((isDone) => isDone && setNewName(null)),
          }}
        >
          <TextField label="Name" value={newName} onChange={setNewName} autoFocus />
        </Dialog>
      )}
    </>
  );
}

/** The same file can be chosen again: the input forgets it. */
async function take(input: HTMLInputElement, work: (file: File | undefined) => Promise<void>): Promise<void> {
  const file = input.files?.[0];
  input.value = '';
  await work(file);
}
