import { useMemo, type ReactElement } from 'react';
import type { Exchange, StoredBody } from '../../../../shared/contract/console.ts';
import { CodeView } from '../../../ui/code-view.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { isJsonType, prettyJson } from '../pretty-json.ts';
import { answerFind } from './answer-find.ts';
import { ViolationList } from '../request/violation-list.tsx';

/** The body as it reads best, with what the contract says against it on the lines it concerns. */
export function AnswerBody({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const body = exchange.answerBody;
  const notes = useMemo(
    () => exchange.violations.flatMap((one) => (one.line === null ? [] : [{ line: one.line, words: one.message }])),
    [exchange.violations],
  );
  const elsewhere = exchange.violations.filter((one) => one.line === null);
  return (
    <>
      <ViolationList violations={elsewhere} />
      {body === null || body.byteLength === 0 ? (
        <p className="con-none">The answer had no body.</p>
      ) : (
        <BodyText body={body} notes={notes} label="Answer body" />
      )}
    </>
  );
}

/** One for all answers: what stands in it is kept while a person looks at the next. */
const find = answerFind();

export interface BodyTextProps {
  readonly body: StoredBody;
  readonly notes?: readonly { readonly line: number; readonly words: string }[];
  readonly label: string;
}

/** A kept body: JSON laid out, other text as it is, and words where there is no text to show. */
export function BodyText({ body, notes, label }: BodyTextProps): ReactElement {
  const isJsonBody = isJsonType(body.mediaType) || /^\s*[[{]/.test(body.text ?? '');
  const text = useMemo(() => (body.text === null ? '' : isJsonBody ? prettyJson(body.text) : body.text), [body.text, isJsonBody]);
  if (body.text === null) {
    return (
      <div className="con-none">
        <p>
          {formatBytes(body.byteLength)}, not shown. {body.reason ?? `It is not text: ${body.mediaType ?? 'no type given'}.`}
        </p>
        <p className="con-hash">
          SHA-256 <code>{body.sha256}</code>
        </p>
      </div>
    );
  }
  return (
    <>
      {body.isCut && (
        <p className="con-cut">
          Only the first part is shown: the whole has {formatBytes(body.byteLength)}. {body.reason}
        </p>
      )}
      <div className="con-code">
        <CodeView text={text} language={isJsonBody ? 'json' : 'text'} notes={notes} label={label} extension={find} />
      </div>
    </>
  );
}
