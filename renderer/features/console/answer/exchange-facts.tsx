import { IconCalendarEvent, IconCopy } from '@tabler/icons-react';
import { Fragment, type ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { shell } from '../../../app/shell-bridge.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { DoorLink } from '../../../ui/door-link.tsx';
import { formatDaysAway } from '../../../ui/format.ts';
import { toast } from '../../../ui/toast.ts';
import { useNow } from '../../../ui/use-now.ts';

const labels: Readonly<Record<string, string>> = {
  limit: 'Limits left',
  retry_after: 'Retry after',
  dated: 'Notice',
  unparsed: 'Not readable',
};

/** What an answer's headers said, its ids, and who helps with them. */
export function ExchangeFacts({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const notices = exchange.notices.filter(({ kind }) => kind !== 'problem');
  return (
    <dl className="con-facts">
      {byKind(notices).map(([kind, of]) => (
        <Fragment key={kind}>
          <dt>{labels[kind] ?? sentence(kind)}</dt>
          <dd>
            {of.map((notice, index) =>
              notice.kind === 'limit' ? (
                <LimitLeft key={index} notice={notice} />
              ) : isDated(notice.kind) ? (
                <DatedNotice key={index} notice={notice} updated={exchange.updated} startedAt={exchange.startedAt} />
              ) : (
                <span key={index} title={notice.raw}>
                  {notice.words}
                </span>
              ),
            )}
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

export type Notice = Exchange['notices'][number];

/** What is left of a limit, with a bar that is as full as the limit is left. */
export function LimitLeft({ notice, words = notice.words }: { readonly notice: Notice; readonly words?: string }): ReactElement {
  const share = shareLeft(notice);
  return (
    <span className="con-limit" title={notice.raw}>
      {share !== null && (
        <span className="con-limit-bar" data-low={share < 0.1 || undefined} aria-hidden="true">
          <span style={{ width: `${Math.min(1, share) * 100}%` }} />
        </span>
      )}
      {words}
    </span>
  );
}

/** How much of a limit is left, from 0 to 1; null when the answer did not say of how many. */
export function shareLeft({ words }: Notice): number | null {
  const [, left, all] = /^([\d,]+) of ([\d,]+)/.exec(words) ?? [];
  const share = left === undefined || all === undefined ? Number.NaN : Number(left.replaceAll(',', '')) / Number(all.replaceAll(',', ''));
  return Number.isFinite(share) ? share : null;
}

interface DatedNoticeProps {
  readonly notice: Notice;
  readonly updated: Exchange['updated'];
  readonly startedAt: number;
}

/** A date that the vendor named, with the door to where it stands on the calendar. */
function DatedNotice({ notice, updated, startedAt }: DatedNoticeProps): ReactElement {
  const now = useNow();
  const link = calendarLink(notice, updated);
  const at = link === undefined ? Number.NaN : Date.parse(`${dateOf(link.words)} UTC`);
  return (
    <span className="con-notice" title={notice.raw}>
      {notice.words}
      {link && (
        <span className="con-dated">
          <IconCalendarEvent size={14} stroke={1.6} aria-hidden="true" />
          <DoorLink door={link.door}>on the calendar{Number.isNaN(at) ? '' : `, ${formatDaysAway(at, Math.max(now, startedAt))}`}</DoorLink>
        </span>
      )}
    </span>
  );
}

function byKind(notices: Exchange['notices']): [string, Exchange['notices']][] {
  const kinds = new Map<string, Exchange['notices']>();
  for (const notice of notices) {
    const kind = isDated(notice.kind) ? 'dated' : notice.kind;
    kinds.set(kind, [...(kinds.get(kind) ?? []), notice]);
  }
  return [...kinds];
}

/** Where on the calendar a notice's date stands; undefined when it led to no entry. */
export function calendarLink(notice: Notice, updated: Exchange['updated']): Exchange['updated'][number] | undefined {
  return updated.find((one) => one.kind === 'calendar' && notice.words.includes(dateOf(one.words)));
}

/** A notice with a date in it. */
export function isDated(kind: string): boolean {
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

/** Copies an id and says so. */
export async function copyId(id: string, noun: string): Promise<void> {
  await shell.call('copyText', { text: id });
  toast({ words: `Copied the ${noun}` });
}

/** An id as it is, and a button that copies it. */
export function CopyableId({ id, noun }: { readonly id: string; readonly noun: string }): ReactElement {
  return (
    <span className="con-id">
      <code className="ellipsis" title={id}>
        {id}
      </code>
      <IconButton of={IconCopy} words={`Copy the ${noun}`} small onClick={() => void copyId(id, noun)} />
    </span>
  );
}
