import { IconChevronDown, IconChevronRight, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Explanation, GuidanceNote } from '../../../../../shared/contract/answers.ts';
import type { Exchange } from '../../../../../shared/contract/console.ts';
import { api } from '../../../../app/client.ts';
import { Button } from '../../../../ui/button.tsx';
import { MarkdownText } from '../../../../ui/markdown.tsx';
import { Mark } from '../../../../ui/mark.tsx';
import { OutwardLink } from '../../../../ui/outward-link.tsx';
import { When } from '../../../../ui/when.tsx';
import { NoteSheet, type NoteSubject } from './note-sheet.tsx';

/** A failure explained: what the vendor says, what the team knows, what it means and whether it took effect. Nothing for an answer that is well. */
export function FailureGuidance({ exchange }: { readonly exchange: Exchange }): ReactElement | null {
  const explained = useQuery(api.answers.explain.queryOptions({ input: { id: exchange.id } }));
  const [note, setNote] = useState<NoteSubject | null>(null);
  const [isOpen, setIsOpen] = useState<boolean | null>(null);
  const { data } = explained;
  if (data === undefined || data.errorClass === null || data.builtIn === null)
    return data && data.vendorErrors.length > 0 ? <VendorSays explained={data} vendorName={exchange.vendorName} /> : null;
  const { builtIn, errorClass, effect, notes } = data;
  // An answer that only breaks its contract has its own tab; its guidance waits until it is asked for.
  const isShown = isOpen ?? exchange.state !== 'answered';
  const write = (): void =>
    setNote({
      apiId: exchange.apiId ?? '',
      id: null,
      errorClass,
      status: exchange.status,
      problemType: data.problem?.type ?? null,
      body: '',
      isForStatus: exchange.status !== null,
    });
  return (
    <section className="ans-guidance" aria-label="What to do">
      <VendorSays explained={data} vendorName={exchange.vendorName} />
      {notes.map((one) => (
        <TeamNote key={one.id} note={one} onChange={() => setNote({ ...one, isForStatus: one.status !== null })} />
      ))}
      <div className="ans-class">
        <button type="button" className="ans-class-title" aria-expanded={isShown} onClick={() => setIsOpen(!isShown)}>
          {isShown ? (
            <IconChevronDown size={14} stroke={1.6} aria-hidden="true" />
          ) : (
            <IconChevronRight size={14} stroke={1.6} aria-hidden="true" />
          )}
          <Mark state={errorClass === 'limit' || errorClass === 'unknown' ? 'soon' : 'broken'} /> {builtIn.title}
        </button>
        {exchange.apiId !== null && (
          <Button small kind="quiet" icon={<IconPencil size={14} stroke={1.6} aria-hidden="true" />} onClick={write}>
            Write what to do
          </Button>
        )}
      </div>
      {effect && effect.verdict !== 'no' && (
        <p className="ans-effect">
          <Mark state="soon" /> {effect.words}
        </p>
      )}
      {isShown && (
        <div className="ans-class-body">
          <p>{builtIn.meaning}</p>
          {effect?.verdict === 'no' && <p>{effect.words}</p>}
          <ul>
            {builtIn.next.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <p>
            <span className="faint">Ask</span> {builtIn.ask}
          </p>
        </div>
      )}
      {note && <NoteSheet subject={note} onClose={() => setNote(null)} />}
    </section>
  );
}

function VendorSays({
  explained,
  vendorName,
}: {
  readonly explained: Explanation;
  readonly vendorName: string | null;
}): ReactElement | null {
  const { problem, vendorErrors } = explained;
  if (problem === null && vendorErrors.length === 0) return null;
  return (
    <div className="ans-vendor">
      <p className="faint">{vendorName ?? 'The vendor'} says</p>
      {problem && (
        <p>
          <b>{problem.title ?? 'Problem'}</b> {problem.detail}
          {problem.type !== 'about:blank' &&
            (problem.type.startsWith('https://') ? (
              <OutwardLink url={problem.type}>{problem.type}</OutwardLink>
            ) : (
              <code className="ans-type">{problem.type}</code>
            ))}
          {problem.instance !== null && <code className="ans-type">{problem.instance}</code>}
        </p>
      )}
      {vendorErrors.slice(0, 5).map((one, index) => (
        <p key={index}>
          {one.code !== null &&
            (one.url === null ? (
              <code className="ans-code">{one.code}</code>
            ) : (
              <OutwardLink url={one.url}>
                <code className="ans-code">{one.code}</code>
              </OutwardLink>
            ))}{' '}
          {one.message} {one.kind !== null && one.kind !== one.code && <span className="faint">{one.kind}</span>}
          {one.field !== null && <code className="ans-type">{one.field}</code>}
        </p>
      ))}
      {vendorErrors.length > 5 && <p className="faint">{vendorErrors.length - 5} more in the body.</p>}
    </div>
  );
}

function TeamNote({ note, onChange }: { readonly note: GuidanceNote; readonly onChange: () => void }): ReactElement {
  return (
    <div className="ans-note">
      <p className="ans-note-head">
        <span className="faint">
          {note.editedBy}, <When at={note.editedAt} />
          {note.status === null ? '' : `, for ${note.status}`}
          {note.problemType === null ? '' : ', for this problem'}
        </span>
        <Button
          small
          kind="quiet"
          aria-label="Change this note"
          icon={<IconPencil size={14} stroke={1.6} aria-hidden="true" />}
          onClick={onChange}
        />
      </p>
      <MarkdownText text={note.body} />
    </div>
  );
}
