import { IconChevronRight, IconCopy, IconFile, IconFileCode, IconFileText, IconPaperclip, IconPhoto, IconTable } from '@tabler/icons-react';
import { useRef, useState, type ReactElement } from 'react';
import type { RunArtifact, RunDetail } from '../../../../shared/contract/runbooks.ts';
import { client } from '../../../app/client.ts';
import { shell } from '../../../app/shell-bridge.ts';
import { Button } from '../../../ui/button.tsx';
import { DoorLink } from '../../../ui/door-link.tsx';
import { formatDay, formatInstant, formatTime } from '../../../ui/format.ts';
import { toast } from '../../../ui/toast.ts';
import { useNow } from '../../../ui/use-now.ts';
import { attempt, saveExport, saveFile } from '../run-runbook.ts';
import { durationWords, shortHash } from '../runbook-words.ts';
import { FollowUps } from './follow-ups.tsx';
import './run-aside.css';

const shownEvents = 4;

/** The record of a run: facts, who did what, artifacts with their hashes, and what is ready for whoever is called next. */
export function RunAside({ detail, canAct }: { readonly detail: RunDetail; readonly canAct: boolean }): ReactElement {
  const [isWhole, setIsWhole] = useState(false);
  const now = useNow();
  const { run, incident, events, artifacts, pack, levels } = detail;
  const newest = events.toReversed();
  const elapsed = run.finishedAt === null ? Math.max(detail.elapsedMs, now - run.startedAt) : detail.elapsedMs;
  return (
    <aside className="rb-aside" aria-label="Run record">
      <section>
        <h2>
          Run record
          <span>
            <button type="button" className="rb-door" onClick={() => void saveExport('run', run.id, 'markdown')}>
              Markdown
            </button>
            <button type="button" className="rb-door" onClick={() => void saveExport('run', run.id, 'pdf')}>
              PDF
            </button>
          </span>
        </h2>
        <dl className="rb-facts">
          {incident && (
            <>
              <dt>Incident</dt>
              <dd>
                <DoorLink door={{ place: 'monitors', kind: 'incident', id: incident.id }}>{incident.words}</DoorLink>, since{' '}
                {formatTime(incident.openedAt)}, {detail.severity}
              </dd>
            </>
          )}
          {run.subjectName !== null && (
            <>
              <dt>About</dt>
              <dd>
                <DoorLink door={{ place: 'runbooks', kind: 'people' }}>{run.subjectName}</DoorLink>
              </dd>
            </>
          )}
          <dt>Started</dt>
          <dd className="num" title={formatInstant(run.startedAt)}>
            {formatDay(run.startedAt, now)} {zoned(run.startedAt)} by {run.startedBy}
          </dd>
          {detail.heldBy !== run.startedBy && (
            <>
              <dt>Now with</dt>
              <dd>{detail.heldBy}</dd>
            </>
          )}
          <dt>Elapsed</dt>
          <dd className="num" title="Active counts the time between two actions, at most 15 minutes each, and none while it is paused">
            {durationWords(elapsed)} <span className="faint">· {durationWords(detail.activeMs)} active</span>
          </dd>
          <dt>Runbook</dt>
          <dd>
            <DoorLink door={{ place: 'runbooks', kind: 'runbook', id: run.runbookId }}>v{run.revision}</DoorLink> of{' '}
            {formatDay(detail.revisionAt, now)}{' '}
            <span className="faint">· pinned{detail.isNewestRevision ? '' : ', a newer one is out'}</span>
          </dd>
          {run.deviations > 0 && (
            <>
              <dt>Differs</dt>
              <dd className="rb-soon">
                {run.deviations} {run.deviations === 1 ? 'step' : 'steps'}
              </dd>
            </>
          )}
          {run.outcome !== '' && (
            <>
              <dt>Outcome</dt>
              <dd>{run.outcome}</dd>
            </>
          )}
        </dl>
      </section>
      <section>
        <h3>
          Who did what
          {events.length > shownEvents && (
            <button type="button" className="rb-door" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
              {isWhole ? 'fewer' : `all ${events.length}`}
            </button>
          )}
        </h3>
        <ol className="rb-log">
          {newest.slice(0, isWhole ? undefined : shownEvents).map((event, at) => (
            <li key={newest.length - at} title={`${formatInstant(event.at)}, ${event.actor}, ${event.words}`}>
              <span className="num faint">{formatTime(event.at)}</span>
              <span className={isWhole ? undefined : 'ellipsis'}>
                {event.actor}{' '}
                {event.exchangeId === null ? (
                  <span className="muted">{event.words}</span>
                ) : (
                  <DoorLink door={{ place: 'console', kind: 'exchange', id: event.exchangeId }}>{event.words}</DoorLink>
                )}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <FollowUps detail={detail} />
      <section hidden={artifacts.length === 0 && !canAct}>
        <h3>
          Artifacts, {artifacts.length}
          {canAct && <Attach detail={detail} />}
          {artifacts.length > 0 && <span className="rb-right">sha256</span>}
        </h3>
        {artifacts.map((one) => (
          <Artifact key={one.id} one={one} />
        ))}
      </section>
      <section className="rb-pack">
        <h3>
          Escalation pack <span className="rb-right num">{nextWords(levels, now)}</span>
        </h3>
        <dl className="mono">
          {pack.facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd title={value}>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="rb-levels">
          {levels.map((level, at) => (
            <span key={`${level.words} ${at}`} data-now={level.isNow || undefined}>
              {at > 0 && <IconChevronRight size={12} stroke={1.6} aria-hidden="true" />}
              {level.words}
              {level.dueAt === null ? '' : ` ${formatTime(level.dueAt)}`}
            </span>
          ))}
        </p>
        <Button className="rb-wide" icon={<IconCopy stroke={1.6} aria-hidden="true" />} keys="c" onClick={() => void copyTicket(detail)}>
          Copy vendor ticket
        </Button>
      </section>
    </aside>
  );
}

/** Copies the ready text; what leaves the app by the clipboard was redacted before it was kept. */
export async function copyTicket({ pack }: RunDetail): Promise<void> {
  await shell.call('copyText', { text: pack.ticket });
  toast({ words: 'Ticket copied' });
}

const zoned = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).format(at);

function nextWords(levels: RunDetail['levels'], now: number): string {
  const next = levels.find((level) => level.dueAt !== null && level.dueAt > now);
  return next?.dueAt == null ? '' : `next in ${durationWords(next.dueAt - now)}`;
}

function Artifact({ one }: { readonly one: RunArtifact }): ReactElement {
  const Icon =
    one.kind === 'exchange'
      ? IconFileCode
      : one.kind === 'text'
        ? IconFileText
        : /\.(png|jpe?g|gif|webp)$/i.test(one.name)
          ? IconPhoto
          : /\.(csv|xlsx?)$/i.test(one.name)
            ? IconTable
            : IconFile;
  const save = (): void =>
    void attempt(null, async () => {
      const file = await client.runbooks.artifact({ id: one.id });
      await saveFile(
        file.fileName,
        Uint8Array.from(atob(file.base64), (char) => char.codePointAt(0) ?? 0),
        false,
      );
    });
  return (
    <div className="rb-artifact">
      <Icon size={14} stroke={1.6} aria-hidden="true" />
      {one.exchangeId === null ? (
        <button type="button" className="rb-door ellipsis" title={`Save ${one.name}`} onClick={save}>
          {one.name}
        </button>
      ) : (
        <span className="ellipsis">
          <DoorLink door={{ place: 'console', kind: 'exchange', id: one.exchangeId }}>{one.name}</DoorLink>
        </span>
      )}
      <code title={one.sha256}>{shortHash(one.sha256)}</code>
    </div>
  );
}

function Attach({ detail }: { readonly detail: RunDetail }): ReactElement {
  const chooser = useRef<HTMLInputElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const attach = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setIsBusy(true);
    await attempt(`Kept ${file.name}`, () =>
      client.runbooks.attach({ runId: detail.run.id, step: detail.current ?? detail.run.steps, file }),
    );
    setIsBusy(false);
  };
  return (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-hidden="true"
        onChange={(event) => {
          void attach(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <button type="button" className="rb-attach" disabled={isBusy} onClick={() => chooser.current?.click()}>
        <IconPaperclip size={12} stroke={1.6} aria-hidden="true" /> {isBusy ? 'Keeping …' : 'Attach a file'}
      </button>
    </>
  );
}
