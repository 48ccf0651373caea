import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ClipboardEvent, type ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import { api, client } from '../../../app/client.ts';
import type { StepRequestProps } from '../../../app/step-request.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { sayFailed } from '../../../ui/say-failed.ts';
import { Sheet } from '../../../ui/sheet.tsx';
import { toast } from '../../../ui/toast.ts';
import { ValueScope } from '../../../ui/value-scope.ts';
import { draftEnvironment, draftOfRequest, keptOf, requestOf, type Draft } from './draft.ts';
import { isCurl } from './paste-curl.tsx';
import { atAddress, commandOf, isAddress } from './pasted-address.ts';
import { RequestEditor } from './request-editor.tsx';
import { UrlLine } from './url-line.tsx';
import { useValueNames } from './use-value-names.ts';
import { VariablesDialog } from './variables-dialog.tsx';
import '../console.css';
import './request.css';
import './bodies.css';
import './travel.css';
import './narrow.css';
import '../saved/saved.css';
import './step-request.css';

const settleMs = 300;
const width = 720;

/** The request of a step in the editor that every request has; it is used in the step, and kept with it. */
export default function StepRequestSheet(props: StepRequestProps): ReactElement {
  const { apiId, endpointId, draft: kept } = props.own;
  const [typed, setTyped] = useState<Draft | null>(null);
  const [path] = useDebouncedValue(typed?.path ?? kept.path, settleMs);
  const method = typed?.method ?? kept.method;
  const form = useQuery(api.console.form.queryOptions({ input: endpointId === null ? skipToken : { endpointId } }));
  const freeForm = useQuery(
    api.console.freeForm.queryOptions({
      input: endpointId === null ? { apiId, method, path } : skipToken,
      placeholderData: (before) => before,
    }),
  );
  const shape = endpointId === null ? freeForm : form;
  if (shape.data) return <Filled {...props} form={shape.data} typed={typed} setTyped={setTyped} />;
  return (
    <Sheet opened title={`Request of “${props.name}”`} width={width} onClose={props.onClose}>
      {shape.error ? <FaultNote fault={shape.error} onRetry={() => void shape.refetch()} /> : <Loading />}
    </Sheet>
  );
}

interface FilledProps extends StepRequestProps {
  readonly form: RequestForm;
  readonly typed: Draft | null;
  readonly setTyped: (draft: Draft) => void;
}

function Filled({ name, own, environmentId, form, typed, setTyped, onClose, onUse }: FilledProps): ReactElement {
  const [hasValuesOpen, setHasValuesOpen] = useState(false);
  const draft = typed ?? draftOfRequest(form, own.draft, environmentId);
  const environment = draftEnvironment(form, draft);
  const values = useValueNames(environment, draft.variables);
  const request = useMemo(() => requestOf(form, draft, null), [form, draft]);
  const [settled] = useDebouncedValue(request, settleMs);
  const check = useQuery(
    // What was typed may be a secret by mistake: no draft stays behind in the cache.
    api.console.check.queryOptions({ input: settled ?? skipToken, placeholderData: (before) => before, gcTime: 0 }),
  );
  const use = (): void => {
    if (!request) return;
    onUse({ apiId: own.apiId, endpointId: own.endpointId, draft: keptOf(request) });
    onClose();
  };
  const takeCurl = (event: ClipboardEvent<HTMLDivElement>): void => {
    const pasted = event.clipboardData.getData('text');
    const text = isAddress(pasted) ? commandOf(pasted) : pasted;
    // One below the base URL only changes where the request goes.
    if (!isCurl(text) || (isAddress(pasted) && environment !== null && atAddress(draft, environment.baseUrl, pasted) !== null)) return;
    event.preventDefault();
    event.stopPropagation();
    client.console.readCurl({ text }).then((made) => {
      if (made.apiId !== own.apiId) toast({ words: 'The command is for another API than this step', state: 'soon' });
      else setTyped(draftOfRequest(form, keptOf(made.draft), draft.environmentId));
    }, sayFailed);
  };
  return (
    <Sheet
      opened
      title={`Request of “${name}”`}
      width={width}
      onClose={onClose}
      primary={{ words: 'Use in step', run: use, disabled: request === null }}
    >
      <ValueScope value={values}>
        <div className="con-main con-step">
          <p className="muted small">
            {form.vendorName} {form.apiName}
            {environment === null ? ' has no environment yet.' : `, ${environment.name}.`} <code>{'{{names}}'}</code> are filled from the
            row, captures and the step’s values.
          </p>
          <div className="con-url-row" onPasteCapture={takeCurl}>
            <UrlLine form={form} environment={environment} draft={draft} onChange={setTyped} onEnter={use} />
          </div>
          <RequestEditor
            form={form}
            draft={draft}
            environment={environment}
            // What a name is filled with is the step's business, and nothing is missing before there is a row.
            check={check.data ? { ...check.data, missing: [], fault: check.data.missing.length > 0 ? null : check.data.fault } : null}
            hides={['checks', 'resilience']}
            onChange={setTyped}
            onSend={use}
            onOpenVariables={() => setHasValuesOpen(true)}
          />
        </div>
      </ValueScope>
      {hasValuesOpen && environment && (
        <VariablesDialog environment={environment} apiName={`${form.vendorName} ${form.apiName}`} onClose={() => setHasValuesOpen(false)} />
      )}
    </Sheet>
  );
}
