import { Menu } from '@mantine/core';
import { IconChevronDown, IconFileExport } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { exportFormats, type ExportFormat, type PageKey } from '../../../shared/contract/scorecards.ts';
import { client } from '../../app/client.ts';
import { shell } from '../../app/shell-bridge.ts';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.ts';
import { sayFailed } from '../../ui/say-failed.ts';

export type ShownPage = PageKey & { readonly version?: number };

const words: Readonly<Record<ExportFormat, string>> = {
  pdf: 'PDF, one A4 page',
  html: 'HTML, one file',
  xlsx: 'Excel workbook',
  csv: 'CSV',
  md: 'Markdown',
  json: 'Facts as JSON',
};

/** The page as a file. */
export function ExportMenu({ page }: { readonly page: ShownPage }): ReactElement {
  const [isBusy, setIsBusy] = useState(false);
  const run = async (format: ExportFormat): Promise<void> => {
    setIsBusy(true);
    await exportPage(page, format);
    setIsBusy(false);
  };
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Button icon={<IconFileExport size={16} stroke={1.6} aria-hidden="true" />} loading={isBusy}>
          Export <IconChevronDown size={14} stroke={1.6} aria-hidden="true" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {exportFormats.map((format) => (
          <Menu.Item key={format} onClick={() => void run(format)}>
            {words[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Makes the file and asks where to save it. */
export async function exportPage(page: ShownPage, format: ExportFormat): Promise<void> {
  try {
    const file = await client.scorecards.export({ ...page, format });
    const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.codePointAt(0) ?? 0);
    const path = await shell.call('saveBytes', { suggestedName: file.fileName, bytes });
    if (path !== null) toast({ words: `Saved: ${path}` });
  } catch (error) {
    sayFailed(error);
  }
}
