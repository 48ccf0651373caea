import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { FlowDetail } from '../../../shared/contract/flows.ts';
import type { FlowPart, FlowStep } from '../../../shared/domain/flows/flow-spec.ts';
import { isSecretCapture } from '../../../shared/domain/flows/secret-capture.ts';
import { api } from '../../app/client.ts';
import { StepRequest } from '../../app/step-request.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckList } from '../../ui/check-list.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { CellPick, CellText, CellWord, FieldRows } from '../../ui/field-rows.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { nearestFirst, type ValueName } from '../../ui/value-names.ts';
import { ValueScope, type Values } from '../../ui/value-scope.ts';
import { withoutStep, withStep } from './change-steps.ts';
import { changeSpec } from './edit-flow.ts';
import { LoopFields } from './loop-fields.tsx';
import type { Began } from './spec-edits.ts';
import { drawnNames, namesBefore, namesCaptured, namesGiven, unknownIn } from './step-names.ts';

export interface StepEditorProps {
  readonly flow: FlowDetail;
  readonly part: FlowPart;
  readonly step: FlowStep;
  readonly onClose: () => void;
}

const ownUndoChoice = 'own';
const capturePlaceholders = { body: '$.pspReference', jsonata: '$sum(items.amount)', header: 'Location', status: '' } as const;

/** What a step sends, takes from its answer and wants of it; kept with one press, taken back with Undo. */
export function StepEditor({ flow, part, step, onClose }: StepEditorProps): ReactElement {
  const saved = useQuery(api.console.savedRequests.queryOptions({ input: {} }));
  const [began, setBegan] = useState<Began>({ step, baseSha256: flow.specSha256 });
  const [draft, setDraft] = useState(step);
  const [isEditing, setIsEditing] = useState(false);
  const change = (patch: Partial<FlowStep>): void => setDraft({ ...draft, ...patch });
  const call = flow.calls.find((one) => one.stepId === step.id && !one.isCompensation);
  const requests = (saved.data ?? []).map((one) => ({ value: one.id, label: `${one.name} (${one.vendorName} ${one.apiName})` }));
  // A request of the step's own, which a file gave it.
  const ownUndo = draft.compensation?.own?.draft;
  const hasChanged = JSON.stringify(draft) !== JSON.stringify(began.step);
  // What is typed stays when somebody else changes the step, and is refused when it is kept; until then it is shown as it is.
  if (!hasChanged && JSON.stringify(step) !== JSON.stringify(began.step)) {
    setBegan({ step, baseSha256: flow.specSha256 });
    setDraft(step);
  }
  const keep = async (): Promise<void> => {
    if (await changeSpec(flow, `“${draft.name}” changed`, (spec) => withStep(spec, part, draft), began)) onClose();
  };
  const remove = (): void =>
    void changeSpec(flow, `“${step.name}” removed`, (spec) => withoutStep(spec, part, step.id), { step, baseSha256: flow.specSha256 });
  const before = namesBefore(flow, part, step.id);
  const taking = (...names: ValueName[][]): Values => ({ names: nearestFirst(...names, before), unknown: unknownIn(part) });
  const missing = (call?.asksFor ?? []).filter((name) => !draft.values.some((one) => one.name === name));
  return (
    <>
      <form
        key={JSON.stringify(began.step)}
        className="flo-editor"
        aria-label={`Step ${step.name}`}
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      >
        <div className="flo-pair">
          <TextField label="Name" value={draft.name} onChange={(name) => change({ name })} />
          {step.own === null ? (
            <SelectField
              label="Saved request"
              value={draft.savedRequestId}
              onChange={(savedRequestId) => change({ savedRequestId })}
              items={requests}
              searchable
            />
          ) : (
            <div className="flo-own">
              <span>Request of its own</span>
              <code className="ellipsis">
                {draft.own?.draft.method} {draft.own?.draft.path}
              </code>
              <span>
                <Button small onClick={() => setIsEditing(true)}>
                  Edit request
                </Button>
              </span>
            </div>
          )}
        </div>
        {call?.requestName != null && draft.savedRequestId !== null && (
          <p className="small muted">
            Sends <DoorLink door={{ place: 'console', kind: 'savedRequest', id: draft.savedRequestId }}>{call.requestName}</DoorLink> to{' '}
            {call.environmentName} of {call.apiWords}.
            {missing.length > 0 && ` It asks for ${missing.join(', ')}: from the row, a capture, or a value below.`}
          </p>
        )}
        <fieldset>
          <legend>Values it sends</legend>
          <ValueScope value={{ ...taking(), names: nearestFirst(before, drawnNames) }}>
            <FieldRows
              rows={draft.values}
              onChange={(values) => change({ values })}
              make={() => ({ name: missing[0] ?? '', value: '' })}
              addWords="Add value"
              removeWords="Remove value"
              renderCells={(one, set, at) => (
                <>
                  <CellText
                    label={`Name of value ${at + 1}`}
                    mono
                    isName
                    value={one.name}
                    placeholder="payment"
                    onChange={(name) => set({ ...one, name })}
                  />
                  <CellWord>is</CellWord>
                  <CellText
                    label={`Value ${at + 1}`}
                    mono
                    value={one.value}
                    placeholder="{{pspReference}}"
                    takesValues
                    onChange={(value) => set({ ...one, value })}
                  />
                </>
              )}
            />
          </ValueScope>
        </fieldset>
        <fieldset>
          <legend>Captures for later steps</legend>
          <FieldRows
            rows={draft.captures}
            onChange={(captures) => change({ captures })}
            make={() => ({ name: '', from: 'body' as const, path: '$.', isSecret: false })}
            addWords="Add capture"
            removeWords="Remove capture"
            renderCells={(one, set, at) => (
              <>
                <CellText
                  label={`Name of capture ${at + 1}`}
                  mono
                  isName
                  value={one.name}
                  placeholder="pspReference"
                  isWrong={one.name !== '' && !/^[A-Za-z_][\w.-]*$/.test(one.name)}
                  onChange={(name) => set({ ...one, name })}
                />
                <CellWord>from</CellWord>
                <CellPick
                  label={`Where capture ${at + 1} is taken from`}
                  value={one.from}
                  items={[
                    { value: 'body', label: 'body' },
                    { value: 'jsonata', label: 'JSONata' },
                    { value: 'header', label: 'header' },
                    { value: 'status', label: 'status' },
                  ]}
                  onChange={(from) =>
                    set({ ...one, from, path: from === 'body' ? '$.' : '', isSecret: from !== 'jsonata' && one.isSecret })
                  }
                />
                {one.from !== 'status' && (
                  <CellText
                    label={one.from === 'jsonata' ? `Expression of capture ${at + 1}` : `Path of capture ${at + 1}`}
                    mono
                    value={one.path}
                    placeholder={capturePlaceholders[one.from]}
                    onChange={(path) => set({ ...one, path })}
                  />
                )}
                {one.from !== 'jsonata' && (
                  <label className="flo-secret" title="Kept in memory only, never written or shown">
                    <input
                      type="checkbox"
                      checked={isSecretCapture(one)}
                      disabled={!one.isSecret && isSecretCapture(one)}
                      onChange={(event) => set({ ...one, isSecret: event.currentTarget.checked })}
                    />
                    secret
                  </label>
                )}
              </>
            )}
          />
        </fieldset>
        <fieldset>
          <legend>Checks</legend>
          <ValueScope value={taking(namesGiven(draft))}>
            <CheckList checks={draft.checks} takesValues onChange={(checks) => change({ checks })} />
          </ValueScope>
        </fieldset>
        <div className="flo-pair">
          <TextField
            label="Only if"
            mono
            value={draft.condition}
            onChange={(condition) => change({ condition })}
            placeholder={'captures.status == "open"'}
            reason="Over captures and row; empty: always."
          />
          <SelectField
            label="If it fails"
            value={draft.onFailure}
            onChange={(onFailure) => onFailure && change({ onFailure })}
            items={[
              { value: 'stop', label: 'Stop the row, undo its effects' },
              { value: 'go on', label: 'Go on with the next step' },
            ]}
          />
        </div>
        <div className="flo-pair">
          <LoopFields loop={draft.loop} onChange={(loop) => change({ loop })} />
          <SelectField
            label="Undone by"
            placeholder="Nothing"
            reason="Sent when a later step fails, the last effect first."
            value={draft.compensation?.savedRequestId ?? (ownUndo ? ownUndoChoice : null)}
            onChange={(savedRequestId) =>
              savedRequestId !== ownUndoChoice &&
              change({
                compensation:
                  savedRequestId === null
                    ? null
                    : {
                        id: draft.compensation?.id ?? `undo-${step.id}`.slice(0, 60),
                        name: saved.data?.find(({ id }) => id === savedRequestId)?.name ?? 'Undo',
                        savedRequestId,
                        own: null,
                        values: draft.compensation?.values ?? [],
                        captures: [],
                        checks: draft.compensation?.checks ?? [],
                      },
              })
            }
            items={
              ownUndo
                ? [{ value: ownUndoChoice, label: `${draft.compensation?.name}: ${ownUndo.method} ${ownUndo.path}` }, ...requests]
                : requests
            }
            searchable
            clearable
          />
        </div>
        {/* Only what reads may: a call that changes something waits for a person's word. */}
        {(call?.isChanging === false || draft.mayRepeat === true) && (
          <label className="flo-secret" title="When the app ends while it is on its way, Go on sends it once more by itself">
            <input
              type="checkbox"
              checked={draft.mayRepeat === true}
              onChange={({ currentTarget: { checked } }) => {
                const { mayRepeat: _before, ...rest } = draft;
                setDraft(checked ? { ...rest, mayRepeat: true } : rest);
              }}
            />
            May be sent again when the app ends while it is on its way
          </label>
        )}
        {draft.compensation && (
          <fieldset>
            <legend>Values for undoing it</legend>
            <ValueScope value={{ ...taking(), names: nearestFirst(namesCaptured(draft), before, drawnNames) }}>
              <FieldRows
                rows={draft.compensation.values}
                onChange={(values) => draft.compensation && change({ compensation: { ...draft.compensation, values } })}
                make={() => ({ name: '', value: '' })}
                addWords="Add value"
                removeWords="Remove value for undoing"
                renderCells={(one, set, at) => (
                  <>
                    <CellText
                      label={`Name of undo value ${at + 1}`}
                      mono
                      isName
                      value={one.name}
                      onChange={(name) => set({ ...one, name })}
                    />
                    <CellWord>is</CellWord>
                    <CellText
                      label={`Undo value ${at + 1}`}
                      mono
                      takesValues
                      value={one.value}
                      onChange={(value) => set({ ...one, value })}
                    />
                  </>
                )}
              />
            </ValueScope>
          </fieldset>
        )}
        <div className="flo-editor-foot">
          <Button small type="submit" kind="primary" disabled={!hasChanged}>
            Keep changes
          </Button>
          <Button small onClick={onClose}>
            {hasChanged ? 'Cancel' : 'Close'}
          </Button>
          <span className="flo-gap" />
          <Button small kind="quiet" onClick={remove}>
            Remove step
          </Button>
        </div>
      </form>
      {/* Beside the form: what is pressed in it is none of the step's keys. */}
      {isEditing && draft.own !== null && (
        <ValueScope value={taking(namesGiven(draft))}>
          <StepRequest
            name={draft.name}
            own={draft.own}
            environmentId={flow.spec.environments[draft.own.apiId] ?? null}
            onClose={() => setIsEditing(false)}
            onUse={(own) => change({ own })}
          />
        </ValueScope>
      )}
    </>
  );
}
