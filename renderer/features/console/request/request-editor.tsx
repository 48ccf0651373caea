import type { ReactElement } from 'react';
import type { CallEffect, FilledValue, RequestForm, Violation } from '../../../../shared/contract/console.ts';
import type { FaultData } from '../../../../shared/contract/errors.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { isSent } from '../../../../shared/domain/console/sent-parameters.ts';
import { EditedInPlace } from '../../../ui/edited-in-place.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { type EditorTab, useConsoleStore } from '../console-store.ts';
import { BodyPanel } from './body-panel.tsx';
import { ChecksPanel, useCheckCount } from './checks-panel.tsx';
import { mayHaveBody, parameterKey, type Draft } from './draft.ts';
import { FilledIn } from './filled-in.tsx';
import { HeadersPanel } from './headers-panel.tsx';
import { OptionsPanel } from './options-panel.tsx';
import { ParameterPanel } from './parameter-panel.tsx';
import { ResiliencePanel } from './resilience-panel.tsx';

export interface DraftCheck {
  readonly violations: readonly Violation[];
  readonly url: string;
  readonly fault: FaultData | null;
  readonly filledIn: readonly FilledValue[];
  readonly missing: readonly string[];
  readonly effect: CallEffect;
}

export interface RequestEditorProps {
  readonly form: RequestForm;
  readonly draft: Draft;
  readonly environment: Environment | null;
  /** What the contract says about the draft; null until it was checked. */
  readonly check: DraftCheck | null;
  readonly onChange: (draft: Draft) => void;
  readonly onSend: () => void;
  readonly onOpenVariables: () => void;
  /** Keeps the request under a name; left out where it is not kept by itself. */
  readonly onSave?: () => void;
  /** Parts that this request does not have: a step of a flow has its checks elsewhere. */
  readonly hides?: readonly EditorTab[];
}

/** What is sent: parameters, headers, body. */
export function RequestEditor({
  form,
  draft,
  environment,
  check,
  onChange,
  onSend,
  onOpenVariables,
  onSave,
  hides = [],
}: RequestEditorProps): ReactElement {
  const editorTab = useConsoleStore((state) => state.editorTab);
  const setEditorTab = useConsoleStore((state) => state.setEditorTab);
  const checkCount = useCheckCount();
  const hasBody = mayHaveBody(form, draft);
  const isHidden = (one: EditorTab): boolean => (one === 'body' && !hasBody) || hides.includes(one);
  const tab: EditorTab = isHidden(editorTab) ? 'params' : editorTab;
  const filled = (places: readonly string[]): number | undefined =>
    [
      ...form.parameters.filter((one) => (draft.values[parameterKey(one)] ?? '') !== ''),
      ...draft.extras.filter((one) => one.name !== '' && isSent(one)),
    ].filter((one) => places.includes(one.in)).length || undefined;
  return (
    <section className="con-editor" aria-label="Request">
      <Tabs<EditorTab>
        label="Parts of the request"
        value={tab}
        onChange={setEditorTab}
        items={[
          { value: 'params' as const, label: 'Params', count: filled(['path', 'query']) },
          { value: 'headers' as const, label: 'Headers', count: filled(['header']) },
          { value: 'body' as const, label: 'Body' },
          { value: 'checks' as const, label: 'Checks', ...(checkCount === undefined ? {} : { count: checkCount }) },
          { value: 'resilience' as const, label: 'Resilience' },
          { value: 'options' as const, label: 'Options' },
        ].filter(({ value }) => !isHidden(value))}
      />
      <div className="con-panel" role="tabpanel" aria-label={tab}>
        {tab === 'resilience' && <ResiliencePanel form={form} environment={environment} />}
        <EditedInPlace>
          {tab === 'params' && <ParameterPanel form={form} draft={draft} check={check} onChange={onChange} />}
          {tab === 'headers' && <HeadersPanel form={form} draft={draft} environment={environment} onChange={onChange} />}
          {tab === 'checks' && <ChecksPanel onSave={onSave} />}
          {tab === 'body' && (
            <BodyPanel form={form} draft={draft} environment={environment} check={check} onChange={onChange} onSend={onSend} />
          )}
          {tab === 'options' && <OptionsPanel draft={draft} environment={environment} onChange={onChange} />}
        </EditedInPlace>
      </div>
      <EditedInPlace>
        <FilledIn draft={draft} check={check} onChange={onChange} onOpenVariables={onOpenVariables} />
      </EditedInPlace>
    </section>
  );
}
