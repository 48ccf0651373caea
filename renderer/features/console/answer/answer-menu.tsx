import { Menu } from '@mantine/core';
import { IconArrowsDiff, IconBook2, IconDots, IconRepeat } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Exchange, ExchangeRow } from '../../../../shared/contract/console.ts';
import { api, client } from '../../../app/client.ts';
import { go } from '../../../app/navigate.ts';
import { usePaletteActions } from '../../../app/palette.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { MenuItem } from '../../../ui/menu-item.tsx';
import { formatCount } from '../../../ui/format.ts';
import { sayFailed } from '../../../ui/say-failed.ts';
import { toast } from '../../../ui/toast.ts';
import { compareWithNow } from './compare/compare-with-now.ts';

const goToDiff = (leftId: string, rightId: string): void => go({ place: 'console', kind: 'diff', id: `${leftId}~${rightId}` });

/** From the palette, where it is not known yet whether there is one. */
async function compareWithEarlier(id: string, which: 'previous' | 'lastGood'): Promise<void> {
  try {
    const earlier = (await client.answers.comparable({ id }))[which];
    if (earlier) goToDiff(earlier.id, id);
    else toast({ words: which === 'previous' ? 'There is no answer before it' : 'There is no good answer before it' });
  } catch (error) {
    sayFailed(error);
  }
}

/** What can be done with an answer: above all, held against another one. */
export function AnswerMenu({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  const isAnswered = exchange.state === 'answered';
  const others = useQuery(api.answers.comparable.queryOptions({ input: isOpen && isAnswered ? { id: exchange.id } : skipToken }));
  const previous = others.data?.previous ?? null;
  const lastGood = others.data?.lastGood ?? null;
  const canSend = isAnswered && exchange.environmentId !== null;
  usePaletteActions('answer', [
    ...(isAnswered
      ? [
          { words: 'Compare with the last good answer', run: () => void compareWithEarlier(exchange.id, 'lastGood') },
          { words: 'Compare with the answer before', run: () => void compareWithEarlier(exchange.id, 'previous') },
        ]
      : []),
    ...(canSend ? [{ words: 'Compare this answer with now', run: () => void compareWithNow(exchange.id) }] : []),
    ...(exchange.apiId === null
      ? []
      : [{ words: 'What to do when this API fails', run: () => go({ place: 'console', kind: 'guidance', id: exchange.apiId ?? '' }) }]),
  ]);
  const item = (words: string, row: ExchangeRow | null): ReactElement => (
    <Menu.Item
      leftSection={<IconArrowsDiff size={16} stroke={1.6} />}
      disabled={row === null}
      rightSection={
        row === null ? <span className="faint small">none</span> : <span className="faint small num">{formatCount(row.number)}</span>
      }
      onClick={() => row && goToDiff(row.id, exchange.id)}
    >
      {words}
    </Menu.Item>
  );
  if (!isAnswered && exchange.apiId === null) return <></>;
  return (
    <Menu position="bottom-end" width={270} opened={isOpen} onChange={setIsOpen}>
      <Menu.Target>
        <IconButton of={IconDots} words="More about this answer" small />
      </Menu.Target>
      <Menu.Dropdown>
        {isAnswered && (
          <>
            {item('Compare with the last good answer', lastGood)}
            {item('Compare with the answer before', previous)}
            {canSend && (
              <MenuItem leftSection={<IconRepeat size={16} stroke={1.6} />} onClick={() => void compareWithNow(exchange.id)}>
                Compare with now, sends again
              </MenuItem>
            )}
          </>
        )}
        {exchange.apiId !== null && (
          <>
            {isAnswered && <Menu.Divider />}
            <Menu.Item
              leftSection={<IconBook2 size={16} stroke={1.6} />}
              onClick={() => go({ place: 'console', kind: 'guidance', id: exchange.apiId ?? '' })}
            >
              What to do when this API fails
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
