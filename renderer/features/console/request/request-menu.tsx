import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconCopyPlus, IconDeviceFloppy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { OpenedRequest, RequestDraft } from '../../../../shared/contract/console.ts';
import { MonitorThis } from '../../../app/monitor-this.tsx';
import { Button } from '../../../ui/button.tsx';
import { MenuItem } from '../../../ui/menu-item.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { duplicateSaved, removeSaved } from '../saved/saved-actions.ts';
import { RenameDialog } from '../saved/rename-dialog.tsx';
import { CopyAsItems } from '../transfer/copy-as-items.tsx';
import { ExportDialog } from '../transfer/export-dialog.tsx';
import { dropChanges } from './drop-changes.ts';
import type { Subject } from './subject.ts';

export interface RequestMenuProps {
  readonly subject: Subject;
  readonly saved: OpenedRequest | null;
  readonly hasChanged: boolean;
  readonly onSave: () => void;
  readonly onSaveAs: () => void;
  /** As it would be sent now; null without an environment. */
  readonly request: RequestDraft | null;
  readonly title: string;
}

/** What can be done with the request beside sending it. */
export function RequestMenu({ saved, hasChanged, onSave, onSaveAs, request, title }: RequestMenuProps): ReactElement {
  const [isRenaming, setIsRenaming] = useState(false);
  const [isExporting, setIsExporting] = useState(false);
  return (
    <>
      {(saved === null || hasChanged) && (
        <Button kind="quiet" icon={<IconDeviceFloppy size={16} stroke={1.6} aria-hidden="true" />} onClick={onSave}>
          Save
        </Button>
      )}
      {saved !== null && !hasChanged && <MonitorThis savedRequestId={saved.id} />}
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <IconButton of={IconDots} words="More" />
        </Menu.Target>
        <Menu.Dropdown>
          <CopyAsItems draft={request} name={title} onExport={saved === null ? undefined : () => setIsExporting(true)} />
          {saved !== null && (
            <>
              <MenuItem leftSection={<IconDeviceFloppy size={16} stroke={1.6} />} onClick={onSaveAs}>
                Save under another name…
              </MenuItem>
              {hasChanged && (
                <MenuItem leftSection={<IconArrowBackUp size={16} stroke={1.6} />} onClick={() => dropChanges(saved.id)}>
                  Back to what is saved
                </MenuItem>
              )}
              <Menu.Divider />
              <MenuItem leftSection={<IconPencil size={16} stroke={1.6} />} onClick={() => setIsRenaming(true)}>
                Rename or move…
              </MenuItem>
              <MenuItem leftSection={<IconCopyPlus size={16} stroke={1.6} />} onClick={() => void duplicateSaved(saved)}>
                Duplicate
              </MenuItem>
              <MenuItem leftSection={<IconTrash size={16} stroke={1.6} />} onClick={() => void removeSaved(saved)}>
                Remove
              </MenuItem>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isExporting && saved !== null && <ExportDialog savedRequestId={saved.id} onClose={() => setIsExporting(false)} />}
      {isRenaming && saved !== null && <RenameDialog saved={saved} onClose={() => setIsRenaming(false)} />}
    </>
  );
}
