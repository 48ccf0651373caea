import { Menu } from '@mantine/core';
import { IconArrowsDiff, IconBook2, IconDots, IconRepeat } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Exchange, ExchangeRow } from '../../../../shared/contract/console.ts';
import { api } from '../../../app/client.ts';
import { go } from '../../../app/navigate.ts';
import { usePaletteActions } from '../../../app/palette.ts';
import { Button } from '../../../ui/button.tsx';
import { formatCount } from '../../../ui/format.ts';
import { compareWithNow } from './compare/compare-with-now.ts';

/** What can be done with an answer: above all, held against another one. */
export function AnswerMenu({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  const isAnswered = exchange.state === 'answered';
  const others = useQuery(api.answers.comparable.queryOptions({ input: isOpen && isAnswered ? { id: exchange.id } : skipToken }));
  const previous = others.data?.previous ?? null;
  const lastGood = others.data?.lastGood ?? null;
  const canSend = isAnswered && exchange.environmentId !== null;
  usePaletteActions('answer', [
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
      onClick={() => row && go({ place: 'console', kind: 'diff', id: `${row.id}~${exchange.id}` })}
    >
      {words}
    </Menu.Item>
  );
  if (!isAnswered && exchange.apiId === null) return <></>;
  return (
    <Menu position="bottom-end" width={270} opened={isOpen} onChange={setIsOpen}>
      <Menu.Target>
        <Button
          small
          kind="quiet"
          aria-label="More about this answer"
          title="Compare"
          icon={<IconDots size={16} stroke={1.6} aria-hidden="true" />}
        />
      </Menu.Target>
      <Menu.Dropdown>
        {isAnswered && (
          <>
            {item('Compare with the last good answer', lastGood)}
            {item('Compare with the answer before', previous)}
            {canSend && (
              <Menu.Item leftSection={<IconRepeat size={16} stroke={1.6} />} onClick={() => void compareWithNow(exchange.id)}>
                Compare with now, sends again
              </Menu.Item>
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
