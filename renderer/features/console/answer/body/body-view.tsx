import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { BodyLook, BodyOf } from '../../../../../shared/contract/answers.ts';
import type { Check } from '../../../../../shared/domain/flows/flow-spec.ts';
import { lineWayOf } from '../../../../../shared/domain/answers/placed-text.ts';
import { prettyHtml, prettyXml } from '../../../../../shared/domain/answers/pretty-xml.ts';
import { api } from '../../../../app/client.ts';
import { usePaletteActions } from '../../../../app/palette.ts';
import { useShortcut } from '../../../../app/shortcuts.ts';
import { IconButton } from '../../../../ui/icon-button.tsx';
import type { CodeNote } from '../../../../ui/code-view.tsx';
import { FaultNote } from '../../../../ui/fault-note.tsx';
import { formatBytes } from '../../../../ui/format.ts';
import { Loading } from '../../../../ui/loading.tsx';
import { Segments } from '../../../../ui/segments.tsx';
import { useConsoleStore } from '../../console-store.ts';
import { useAddCheck } from '../../request/use-add-check.ts';
import { prettyJson } from '../../pretty-json.ts';
import { CsvView } from './csv-view.tsx';
import { EventsView } from './events-view.tsx';
import { HexView } from './hex-view.tsx';
import { HtmlPreview } from './html-preview.tsx';
import { LineView } from './line-view.tsx';
import { BodyFacts, ImageView } from './other-views.tsx';
import { PathFilter } from './path-filter.tsx';
import { saveBody } from './save-body.ts';
import { TextView } from './text-view.tsx';

export interface BodyViewProps {
  readonly of: BodyOf;
  readonly exchangeNumber: number;
  /** On the lines of the laid-out JSON. */
  readonly notes?: readonly CodeNote[];
  readonly label: string;
  /** Stands directly above the body: what concerns all of it. */
  readonly before?: ReactNode;
}

const viewNames = {
  pretty: 'Pretty',
  raw: 'Raw',
  preview: 'Preview',
  table: 'Table',
  events: 'Events',
  facts: 'About',
  hex: 'Hex',
} as const;
type View = keyof typeof viewNames;

/** The ways in which a kind of body is shown, the best first. */
const viewsOf = {
  json: ['pretty', 'raw', 'hex'],
  xml: ['pretty', 'raw', 'hex'],
  html: ['pretty', 'raw', 'preview', 'hex'],
  csv: ['table', 'raw', 'hex'],
  events: ['events', 'raw', 'hex'],
  image: ['preview', 'hex'],
  pdf: ['facts', 'hex'],
  text: ['raw', 'hex'],
  binary: ['hex'],
  empty: [],
} as const satisfies Record<BodyLook['kind'], readonly View[]>;

/** A kept body, shown as it reads best, whatever its kind and size. */
export function BodyView(props: BodyViewProps): ReactElement {
  const { of, before } = props;
  const look = useQuery(api.answers.look.queryOptions({ input: of, staleTime: Number.POSITIVE_INFINITY }));
  if (look.error) return <FaultNote fault={look.error} onRetry={() => void look.refetch()} />;
  if (!look.data) return <Loading />;
  if (look.data.kind === 'empty')
    return (
      <>
        {before}
        <p className="con-none">{look.data.reason ?? (of.side === 'answer' ? 'The answer had no body.' : 'It had no body.')}</p>
      </>
    );
  return <ShownBody key={`${of.exchangeId} ${of.side}`} {...props} look={look.data} />;
}

/** Of what is too large to be here whole. */
const largeViews: Partial<Record<BodyLook['kind'], readonly View[]>> = { json: ['pretty', 'hex'], events: ['events', 'raw', 'hex'] };

const noNotes: readonly CodeNote[] = [];

function ShownBody({
  of,
  look,
  exchangeNumber,
  notes = noNotes,
  label,
  before,
}: BodyViewProps & { readonly look: BodyLook }): ReactElement {
  const isLarge = look.text === null && ['json', 'xml', 'html', 'csv', 'events', 'text'].includes(look.kind);
  const views: readonly View[] = isLarge ? (largeViews[look.kind] ?? ['raw', 'hex']) : viewsOf[look.kind];
  const [chosen, setChosen] = useState<View | null>(null);
  const view = chosen !== null && views.includes(chosen) ? chosen : (views[0] ?? 'hex');
  const [path, setPath] = useState('');
  const [goTo, setGoTo] = useState<{ index: number; turn: number } | null>(null);
  const goToLine = (line: number): void => {
    setChosen(views[0] ?? null);
    setGoTo((before) => ({ index: line - 1, turn: (before?.turn ?? 0) + 1 }));
  };
  const asked = useConsoleStore((state) =>
    of.side === 'answer' && state.lineAsked?.exchangeId === of.exchangeId ? state.lineAsked : null,
  );
  const [taken, setTaken] = useState(0);
  if (asked !== null && asked.turn !== taken) {
    setTaken(asked.turn);
    goToLine(asked.line);
  }
  // Taken once: looking at another part and coming back leaves the answer where it is.
  useEffect(() => {
    if (asked !== null) useConsoleStore.setState({ lineAsked: null });
  }, [asked]);
  const addCheck = useAddCheck();
  const [findTurn, setFindTurn] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const isText = view !== 'hex' && (isLarge || (look.text !== null && view !== 'preview' && view !== 'table'));
  const find = (): void => {
    // Any text of a stream is found where it stands as it came.
    if (view === 'events') setChosen('raw');
    setFindTurn((before) => before + 1);
  };
  const focusPath = (): void => box.current?.querySelector<HTMLElement>('input[aria-label="JSONPath"]')?.focus();
  useShortcut('mod+shift+f', 'Filter the answer by a path', focusPath, look.kind === 'json' && of.side === 'answer');
  useShortcut('mod+f', 'Find in the answer', find, isText && of.side === 'answer');
  const save = (): void => void saveBody(of, look.fileName, look.byteLength);
  usePaletteActions(`body-${of.side}`, [{ words: `Save this ${of.side === 'answer' ? 'answer' : 'request body'} as a file`, run: save }]);
  return (
    <div className="ans-body" ref={box}>
      <div className="ans-bar">
        {look.kind === 'json' ? (
          <PathFilter of={of} path={path} onPath={setPath} onGoTo={goToLine} />
        ) : (
          <AboutText look={look} isLarge={isLarge} />
        )}
        <span className="ans-bar-right">
          {views.length > 1 && (
            <Segments<View>
              label="Shown as"
              value={view}
              onChange={setChosen}
              items={views.map((one) => ({ value: one, label: viewNames[one] }))}
            />
          )}
          {isText && <IconButton of={IconSearch} words="Find in the answer" hint="Find in the answer, Ctrl F" small onClick={find} />}
          <IconButton of={IconDownload} words="Save as a file" small onClick={save} />
        </span>
      </div>
      {before}
      {view === 'hex' ? (
        <HexView of={of} byteLength={look.byteLength} label={label} />
      ) : view === 'events' ? (
        <EventsView of={of} label={label} />
      ) : isLarge ? (
        <LineView
          of={of}
          isJson={lineWayOf(look.kind, { name: look.charset }) === 'json'}
          label={label}
          notes={lineWayOf(look.kind, { name: look.charset }) === 'json' ? notes : noNotes}
          goTo={goTo}
          onGoTo={goToLine}
          findTurn={findTurn}
          onFindClosed={() => {
            setFindTurn(0);
            box.current?.querySelector<HTMLElement>('[role="region"][tabindex="0"]')?.focus();
          }}
        />
      ) : look.kind === 'image' ? (
        <ImageView look={look} label={label} />
      ) : look.text === null ? (
        <BodyFacts look={look} />
      ) : view === 'preview' ? (
        <HtmlPreview text={look.text} label={label} />
      ) : view === 'table' ? (
        <CsvView text={look.text} exchangeNumber={exchangeNumber} />
      ) : (
        <WholeText
          text={look.text}
          kind={look.kind}
          view={view}
          notes={notes}
          label={label}
          goTo={goTo}
          findTurn={findTurn}
          onCheck={of.side === 'answer' ? addCheck : null}
        />
      )}
    </div>
  );
}

interface WholeTextProps extends Pick<BodyViewProps, 'notes' | 'label'> {
  readonly text: string;
  readonly kind: BodyLook['kind'];
  readonly view: View;
  readonly goTo: { readonly index: number; readonly turn: number } | null;
  readonly findTurn: number;
  readonly onCheck: ((check: Check) => void) | null;
}

function WholeText({ text, kind, view, notes, label, goTo, findTurn, onCheck }: WholeTextProps): ReactElement {
  const laidOut = useMemo(
    () => (view !== 'pretty' ? text : kind === 'json' ? prettyJson(text) : kind === 'html' ? prettyHtml(text) : prettyXml(text)),
    [text, kind, view],
  );
  const language = kind === 'json' ? 'json' : kind === 'xml' || kind === 'html' ? 'xml' : 'text';
  return (
    <TextView
      text={laidOut}
      language={language}
      notes={view === 'pretty' || kind === 'text' ? notes : undefined}
      label={label}
      goTo={goTo}
      findTurn={findTurn}
      onCheck={onCheck}
    />
  );
}

/** The charset, and the size of what comes line by line. */
function AboutText({ look, isLarge }: { readonly look: BodyLook; readonly isLarge: boolean }): ReactElement {
  const type = look.mediaType?.split(';')[0] ?? 'no type given';
  const isText = look.text !== null || isLarge;
  return (
    <span className="ans-about">
      <span className="ellipsis">{type}</span>
      {isText && (look.charset !== 'utf-8' || look.charsetWords !== '') && (
        <span className="faint" title={look.charsetWords}>
          {look.charset}
          {look.charsetWords.includes('nobody') ? `, ${look.charsetWords}` : ''}
        </span>
      )}
      {isLarge && <span className="faint num">{formatBytes(look.byteLength)}</span>}
    </span>
  );
}
