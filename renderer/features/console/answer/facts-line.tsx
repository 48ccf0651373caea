import { IconCalendarEvent, IconCopy } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { Button } from '../../../ui/button.tsx';
import { DoorLink } from '../../../ui/door-link.tsx';
import { formatCount } from '../../../ui/format.ts';
import { calendarLink, copyId, CopyableId, isDated, LimitLeft, shareLeft, type Notice } from './exchange-facts.tsx';

/** What an answer's headers said and its ids, in one line: the limit that is nearest, the dates, the ids. */
export function FactsLine({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const { notices, updated, correlationId, vendorRequestId } = exchange;
  const limits = notices.filter(({ kind }) => kind === 'limit').toSorted((one, other) => (shareLeft(one) ?? 2) - (shareLeft(other) ?? 2));
  const [nearest] = limits;
  const dated = notices.filter(({ kind }) => isDated(kind));
  // Beside a limit and a date there is room for the way to copy an id, not for the id.
  const isCrowded = nearest !== undefined && (dated.length > 0 || vendorRequestId !== null);
  const wait = notices.find(({ kind }) => kind === 'retry_after');
  return (
    <div className="con-facts-line">
      {nearest && (
        <span className="con-fact">
          <LimitLeft notice={nearest} words={shortLimit(nearest.words)} />
          {limits.length > 1 && <span className="faint"> +{formatCount(limits.length - 1)}</span>}
        </span>
      )}
      {wait && <span className="con-fact">{wait.words}</span>}
      {dated.map((notice, index) => (
        <Dated key={index} notice={notice} updated={updated} />
      ))}
      <Id id={correlationId} noun="Correlation ID" isShort={isCrowded} />
      {vendorRequestId !== null && <Id id={vendorRequestId} noun="Vendor’s ID" isShort={isCrowded} />}
    </div>
  );
}

interface IdProps {
  readonly id: string;
  readonly noun: 'Correlation ID' | 'Vendor’s ID';
  readonly isShort: boolean;
}

function Id({ id, noun, isShort }: IdProps): ReactElement {
  const lower = noun === 'Correlation ID' ? 'correlation ID' : 'vendor’s ID';
  if (!isShort)
    return (
      <span className="con-fact con-fact-id">
        <span className="faint">{noun}</span>
        <CopyableId id={id} noun={lower} />
      </span>
    );
  return (
    <Button
      small
      kind="quiet"
      aria-label={`Copy the ${lower}`}
      title={`Copy ${id}`}
      icon={<IconCopy size={14} stroke={1.6} aria-hidden="true" />}
      onClick={() => void copyId(id, lower)}
    >
      {noun === 'Correlation ID' ? (
        <>
          <span className="visually-hidden">Correlation </span>ID
        </>
      ) : (
        noun
      )}
    </Button>
  );
}

function Dated({ notice, updated }: { readonly notice: Notice; readonly updated: Exchange['updated'] }): ReactElement {
  const link = calendarLink(notice, updated);
  return (
    <span className="con-fact con-dated" title={notice.raw}>
      <IconCalendarEvent size={14} stroke={1.6} aria-hidden="true" />
      {link ? (
        <DoorLink door={link.door}>
          {notice.words}
          <span className="visually-hidden">, on the calendar</span>
        </DoorLink>
      ) : (
        notice.words
      )}
    </span>
  );
}

/** "212 of 250 left" of "212 of 250 requests left in 1 min". */
const shortLimit = (words: string): string => words.replace(/^([\d,]+ of [\d,]+)\b.*$/, '$1 left');
