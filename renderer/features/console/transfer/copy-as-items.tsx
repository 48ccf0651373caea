import { Menu } from '@mantine/core';
import { IconCode, IconCopy, IconDownload } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { RequestDraft } from '../../../../shared/contract/console.ts';
import { exportFormatFacts, type ExportFormat } from '../../../../shared/domain/transfer/export-formats.ts';
import { useRemembered } from '../../../ui/remembered.ts';
import { copyAs } from './copy-as.ts';

/** What a person copies one request as; the last one chosen stands first. */
const copied: readonly ExportFormat[] = [
  'curl',
  'curl-powershell',
  'curl-cmd',
  'python',
  'node',
  'go',
  'php',
  'java',
  'csharp',
  'powershell',
  'http',
  'har',
];

export interface CopyAsItemsProps {
  readonly draft: RequestDraft | null;
  readonly name: string;
  /** Saves it as a file; only for what is saved. */
  readonly onExport?: (() => void) | undefined;
}

/** The part of a request's menu that gives it to other programs: the last form with one press, the others one step further. */
export function CopyAsItems({ draft, name, onExport }: CopyAsItemsProps): ReactElement {
  const [kept, setKept] = useRemembered<string>('copy request as', 'curl');
  const [isOpen, setIsOpen] = useState(false);
  const format = copied.find((one) => one === kept) ?? 'curl';
  const copy = (one: ExportFormat): void => {
    setKept(one);
    void copyAs(draft, name, one);
  };
  return (
    <>
      <Menu.Item leftSection={<IconCopy size={16} stroke={1.6} />} onClick={() => copy(format)}>
        Copy as {exportFormatFacts[format].words}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCode size={16} stroke={1.6} />}
        closeMenuOnClick={false}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        Copy as …
      </Menu.Item>
      {isOpen
        ? copied
            .filter((one) => one !== format)
            .map((one) => (
              <Menu.Item key={one} pl={36} onClick={() => copy(one)}>
                {exportFormatFacts[one].words}
              </Menu.Item>
            ))
        : null}
      {onExport === undefined ? null : (
        <Menu.Item leftSection={<IconDownload size={16} stroke={1.6} />} onClick={onExport}>
          Export…
        </Menu.Item>
      )}
    </>
  );
}
