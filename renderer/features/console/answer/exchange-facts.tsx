import { IconCalendarEvent, IconCopy } from '@tabler/icons-react';
import { Fragment, type ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { shell } from '../../../app/shell-bridge.ts';
import { Button } from '../../../ui/button.tsx';
import { DoorLink } from '../../../ui/door-link.tsx';
import { toast } from '../../../ui/toast.ts';

const labels: Readonly<Record<string, string>> = {
  limit: 'Limits left',
  retry_after: 'Retry after',
  problem: 'The vendor says',
  unparsed: 'Not readable',
};

/** What an answer's headers said, its ids, and who helps with them. */
export function ExchangeFacts({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const onCalendar = exchange.updated.filter((link) => link.kind === 'calendar');
  return (
    <dl className="con-facts">
      {byKind(exchange.notices).map(([kind, notices]) => (
        <Fragment key={kind}>
          <dt>{labels[kind] ?? sentence(kind)}</dt>
          <dd>
            {notices.map((notice, index) => (
              <span key={index} title={notice.raw}>
                {notice.words}
              </span>
            ))}
            {onCalendar
              .filter((link) => isDated(kind) && notices.some((notice) => notice.words.includes(dateOf(link.words))))
              .map((link) => (
                <span key={link.words} className="con-dated">
                  <IconCalendarEvent size={14} stroke={1.6} aria-hidden="true" />
                  <DoorLink door={link.door}>on the calendar</DoorLink>
                </span>
              ))}
          </dd>
        </Fragment>
      ))}
      <dt>Correlation ID</dt>
      <dd>
        <CopyableId id={exchange.correlationId} noun="correlation ID" />
      </dd>
      {exchange.vendorRequestId !== null && (
        <>
          <dt>Vendor’s ID</dt>
          <dd>
            <CopyableId id={exchange.vendorRequestId} noun="vendor’s ID" />
          </dd>
        </>
      )}
    </dl>
  );
}

function byKind(notices: Exchange['notices']): [string, Exchange['notices']][] {
  const kinds = new Map<string, Exchange['notices']>();
  for (const notice of notices) kinds.set(notice.kind, [...(kinds.get(notice.kind) ?? []), notice]);
  return [...kinds];
}

function isDated(kind: string): boolean {
  return kind === 'sunset' || kind === 'deprecation';
}

/** The date of a link's words: "15 Dec 2026" of "15 Dec 2026 on the calendar". Notices say it the same way. */
function dateOf(words: string): string {
  return words.split(' on the calendar')[0] ?? words;
}

function sentence(words: string): string {
  const spaced = words.replaceAll(/[_-]/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** An id as it is, and a button that copies it. */
export function CopyableId({ id, noun }: { readonly id: string; readonly noun: string }): ReactElement {
  const copy = async (): Promise<void> => {
    await shell.call('copyText', { text: id });
    toast({ words: `Copied the ${noun}` });
  };
  return (
    <span className="con-id">
      <code className="ellipsis" title={id}>
        {id}
      </code>
      <Button
        small
        kind="quiet"
        aria-label={`Copy the ${noun}`}
        icon={<IconCopy size={14} stroke={1.6} aria-hidden="true" />}
        onClick={() => void copy()}
      />
    </span>
  );
}
