import { Menu } from '@mantine/core';
import {
  IconArrowsDiff,
  IconBookmark,
  IconCopy,
  IconDots,
  IconFileZip,
  IconId,
  IconPencil,
  IconRepeat,
  IconUrgent,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Exchange, MadeDraft } from '../../../../shared/contract/console.ts';
import { isFault } from '../../../../shared/contract/errors.ts';
import { api, client } from '../../../app/client.ts';
import { asFault } from '../../../app/fault-of.ts';
import { usePaletteActions } from '../../../app/palette.ts';
import { shell } from '../../../app/shell-bridge.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { Button } from '../../../ui/button.tsx';
import { MenuItem } from '../../../ui/menu-item.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { toast } from '../../../ui/toast.ts';
import { ExchangeAnswer } from '../answer/exchange-answer.tsx';
import { ExchangeFooter } from '../answer/exchange-footer.tsx';
import { useConsoleStore } from '../console-store.ts';
import { resultWords } from '../exchange-words.ts';
import { compare, copyIds } from './history-actions.ts';
import { useHistoryTask } from './history-tasks.ts';
import { curlOf } from '../request/curl.ts';
import { isRedacted } from '../request/draft.ts';
import { openMadeDraft, sendAgain } from '../request/open-made-draft.ts';

/** What curl writes by itself, and would write twice. */
const byCurl = new Set(['host', 'content-length', 'connection']);

/** One exchange of the history, whole; from here it is sent again. */
export function ExchangeAside({ id }: { readonly id: string }): ReactElement {
  const exchange = useQuery(api.console.exchange.queryOptions({ input: { id } }));
  if (exchange.error) {
    if (isFault(exchange.error) && exchange.error.code === 'not_found')
      return <Empty title={`${exchange.error.data.happened} ${exchange.error.data.remedy}`} />;
    return <FaultNote fault={exchange.error} onRetry={() => void exchange.refetch()} />;
  }
  if (!exchange.data) return <Loading />;
  return (
    <div className="con-aside">
      <div className="con-aside-head">
        <p className="con-aside-url">
          <span className="con-method">{exchange.data.method}</span> <code>{exchange.data.url}</code>
        </p>
        <p className="muted">{resultWords(exchange.data)}</p>
        <Actions exchange={exchange.data} />
      </div>
      <ExchangeAnswer exchange={exchange.data} isTitled />
      <ExchangeFooter exchange={exchange.data} />
    </div>
  );
}

function Actions({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const [isBusy, setIsBusy] = useState(false);
  const canReplay = exchange.environmentId !== null;
  const begin = useHistoryTask((state) => state.begin);

  const replay = async (open: (made: MadeDraft) => Promise<unknown>): Promise<void> => {
    setIsBusy(true);
    try {
      const made = await client.console.replay({ id: exchange.id });
      useConsoleStore.getState().show(made.draft.endpointId ?? '', exchange.id);
      await open(made);
    } catch (error) {
      const { happened, remedy } = asFault(error).data;
      toast({ words: `${happened} ${remedy}`, state: 'broken' });
    } finally {
      setIsBusy(false);
    }
  };
  useShortcut('r', 'Send it again', () => void replay(sendAgain), canReplay && !isBusy);
  useShortcut('e', 'Open it in the editor', () => void replay(openMadeDraft), canReplay && !isBusy);
  usePaletteActions(
    'replay',
    canReplay
      ? [
          { words: 'Send this call again', keys: 'r', run: () => void replay(sendAgain) },
          { words: 'Open this call in the editor', keys: 'e', run: () => void replay(openMadeDraft) },
        ]
      : [],
  );
  const copy = async (): Promise<void> => {
    const headers = exchange.requestHeaders
      .filter(([name]) => !byCurl.has(name.toLowerCase()))
      .map(([name, value]) => [name, isRedacted(value) ? '<secret>' : value] as const);
    await shell.call('copyText', {
      text: curlOf({ method: exchange.method, url: exchange.url, headers, body: exchange.requestBody?.text ?? null }),
    });
    toast({ words: 'Copied as curl, with placeholders for secrets' });
  };
  return (
    <div className="con-aside-actions">
      {canReplay && (
        <>
          <Button disabled={isBusy} icon={<IconRepeat size={16} stroke={1.6} aria-hidden="true" />} onClick={() => void replay(sendAgain)}>
            Send again
          </Button>
          <Button
            kind="quiet"
            disabled={isBusy}
            icon={<IconPencil size={16} stroke={1.6} aria-hidden="true" />}
            onClick={() => void replay(openMadeDraft)}
          >
            Open in editor
          </Button>
        </>
      )}
      <IconButton
        of={IconFileZip}
        words="Support bundle"
        hint="Support bundle for the vendor"
        onClick={() => begin('bundle', [exchange.id])}
      />
      <Menu position="bottom-end" width={250}>
        <Menu.Target>
          <IconButton of={IconDots} words="More with this call" />
        </Menu.Target>
        <Menu.Dropdown>
          {canReplay && (
            <>
              <MenuItem leftSection={<IconArrowsDiff size={16} stroke={1.6} />} onClick={() => compare([exchange.id])}>
                Compare with now, sends again
              </MenuItem>
              <MenuItem leftSection={<IconBookmark size={16} stroke={1.6} />} onClick={() => begin('save', [exchange.id])}>
                Save as request
              </MenuItem>
            </>
          )}
          <MenuItem leftSection={<IconUrgent size={16} stroke={1.6} />} onClick={() => begin('attach', [exchange.id])}>
            Attach to an incident
          </MenuItem>
          <Menu.Divider />
          <MenuItem leftSection={<IconId size={16} stroke={1.6} />} onClick={() => void copyIds([exchange.id])}>
            Copy IDs
          </MenuItem>
          <MenuItem leftSection={<IconCopy size={16} stroke={1.6} />} onClick={() => void copy()}>
            Copy as curl
          </MenuItem>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
