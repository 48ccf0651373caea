import { IconChevronDown, IconChevronRight, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Explanation, GuidanceNote } from '../../../../../shared/contract/answers.ts';
import type { Exchange } from '../../../../../shared/contract/console.ts';
import type { FailedClass } from '../../../../../shared/domain/answers/guidance.ts';
import { api } from '../../../../app/client.ts';
import { Button } from '../../../../ui/button.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { MarkdownText } from '../../../../ui/markdown.tsx';
import { formatCount } from '../../../../ui/format.ts';
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
    return data && data.vendorErrors.length > 0 ? (
      <div className="ans-guidance">
        <VendorSays explained={data} vendorName={exchange.vendorName} />
      </div>
    ) : null;
  const { builtIn, errorClass, effect, notes } = data;
  // Above a body one line of it is enough until it is asked for: the body is what a person came for.
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
  if (!isShown) {
    return (
      <section className="ans-guidance" aria-label="What to do">
        <div className="ans-class">
          <Title errorClass={errorClass} title={builtIn.title} isShown={false} onToggle={() => setIsOpen(true)} />
          <FirstStep explained={data} />
          {exchange.apiId !== null && <WriteNote isSmall onClick={write} />}
        </div>
        <VendorLine explained={data} vendorName={exchange.vendorName} />
        {note && <NoteSheet subject={note} onClose={() => setNote(null)} />}
      </section>
    );
  }
  return (
    <section className="ans-guidance" aria-label="What to do">
      <div className="ans-class">
        <Title errorClass={errorClass} title={builtIn.title} isShown onToggle={() => setIsOpen(false)} />
        {exchange.apiId !== null && <WriteNote onClick={write} />}
      </div>
      <VendorSays explained={data} vendorName={exchange.vendorName} />
      {notes.map((one) => (
        <TeamNote key={one.id} note={one} onChange={() => setNote({ ...one, isForStatus: one.status !== null })} />
      ))}
      {effect && effect.verdict !== 'no' && (
        <p className="ans-effect">
          <Mark state="soon" /> {effect.words}
        </p>
      )}
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
      {note && <NoteSheet subject={note} onClose={() => setNote(null)} />}
    </section>
  );
}

interface TitleProps {
  readonly errorClass: FailedClass;
  readonly title: string;
  readonly isShown: boolean;
  readonly onToggle: () => void;
}

function Title({ errorClass, title, isShown, onToggle }: TitleProps): ReactElement {
  const Chevron = isShown ? IconChevronDown : IconChevronRight;
  return (
    <button type="button" className="ans-class-title" aria-expanded={isShown} onClick={onToggle}>
      <Chevron size={14} stroke={1.6} aria-hidden="true" />
      <Mark state={errorClass === 'limit' || errorClass === 'unknown' ? 'soon' : 'broken'} /> {title}
    </button>
  );
}

function WriteNote({ isSmall = false, onClick }: { readonly isSmall?: boolean; readonly onClick: () => void }): ReactElement {
  const words = 'Write what to do';
  return (
    <Button
      small
      kind="quiet"
      aria-label={words}
      title={isSmall ? words : undefined}
      icon={<IconPencil size={14} stroke={1.6} aria-hidden="true" />}
      onClick={onClick}
    >
      {isSmall ? undefined : words}
    </Button>
  );
}

/** The one thing to know first: that it may have taken effect, else what the team wrote, else what the app says. */
function FirstStep({ explained: { effect, notes, builtIn } }: { readonly explained: Explanation }): ReactElement {
  if (effect && effect.verdict !== 'no')
    return (
      <span className="ans-step" data-soon title={effect.words}>
        {effect.words}
      </span>
    );
  const [note] = notes;
  const words = note ? `${note.editedBy}: ${firstLine(note.body)}` : (builtIn?.next[0] ?? '');
  return (
    <span className="ans-step" title={words}>
      {words}
    </span>
  );
}

/** A note's first line as plain words: its marks are for where it is shown whole. */
const firstLine = (markdown: string): string =>
  (markdown.split('\n').find((line) => line.trim() !== '') ?? '').replaceAll(/^[\s#>*-]+|[*_`]/g, '').trim();

/** What the vendor says, in one line. */
function VendorLine({ explained, vendorName }: VendorSaysProps): ReactElement | null {
  const { problem, vendorErrors } = explained;
  const [first] = vendorErrors;
  if (problem === null && !first) return null;
  const words = problem ? problem.detail : (first?.message ?? first?.kind ?? '');
  const more = vendorErrors.length - (problem ? 0 : 1);
  return (
    <p className="ans-vendor-line">
      <span className="faint">{vendorName ?? 'The vendor'}</span> {problem && <b>{problem.title ?? 'Problem'}</b>}
      {!problem && first?.code != null && <VendorCode code={first.code} url={first.url} />}{' '}
      <span className="ellipsis" title={words ?? undefined}>
        {words}
      </span>
      {more > 0 && <span className="faint num">+{formatCount(more)}</span>}
    </p>
  );
}

function VendorCode({ code, url }: { readonly code: string; readonly url: string | null }): ReactElement {
  const drawn = <code className="ans-code">{code}</code>;
  return url === null ? drawn : <OutwardLink url={url}>{drawn}</OutwardLink>;
}

interface VendorSaysProps {
  readonly explained: Explanation;
  readonly vendorName: string | null;
}

function VendorSays({ explained, vendorName }: VendorSaysProps): ReactElement | null {
  const { problem, vendorErrors } = explained;
  if (problem === null && vendorErrors.length === 0) return null;
  return (
    <div className="ans-vendor">
      <p className="faint">{vendorName ?? 'The vendor'} says</p>
      {problem && (
        <p>
          <b>{problem.title ?? 'Problem'}</b> {problem.detail}{' '}
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
          {one.code !== null && <VendorCode code={one.code} url={one.url} />} {one.message}{' '}
          {one.kind !== null && one.kind !== one.code && <span className="faint">{one.kind}</span>}
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
        <IconButton of={IconPencil} words="Change this note" small onClick={onChange} />
      </p>
      <MarkdownText text={note.body} />
    </div>
  );
}
