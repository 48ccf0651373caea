import { useState, type ReactElement } from 'react';
import type { FlowDetail } from '../../../shared/contract/flows.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { TextField } from '../../ui/text-field.tsx';

export interface ConfirmRunProps {
  readonly flow: Pick<FlowDetail, 'name' | 'calls'>;
  readonly rows: number;
  /** "Run", "Go on with", "Let the schedule run". */
  readonly verb: string;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (names: string[]) => void;
}

/** Asked once for a whole run: what changes where, how often, and the name of the environment. */
export function ConfirmRun({ flow, rows, verb, isBusy, onClose, onConfirm }: ConfirmRunProps): ReactElement {
  const [typed, setTyped] = useState('');
  const changing = flow.calls.filter((call) => call.environmentKind === 'production' && call.isChanging);
  const names = [...new Set(changing.flatMap(({ environmentName }) => (environmentName === null ? [] : [environmentName])))];
  const wanted = names.join(', ');
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`${verb} “${flow.name}” in ${wanted}?`}
      cancelWords="Do not run"
      primary={{
        words: `${verb} in ${wanted}`,
        run: () => onConfirm(names),
        disabled: typed.trim() !== wanted,
        loading: isBusy,
        danger: true,
      }}
    >
      <div className="flo-form">
        <p>
          {rows === 1 ? 'Once' : `Up to ${formatCount(rows)} times`}, for real customers. What a vendor has done is undone only by the steps
          that say so:
        </p>
        <ul className="flo-changing">
          {changing.map((call) => (
            <li key={`${call.stepId} ${String(call.isCompensation)}`}>
              <code>
                <b>{call.method}</b> {call.path}
              </code>{' '}
              <span className="muted">
                {call.isCompensation ? 'only to undo, ' : ''}
                {call.environmentName} of {call.apiWords}
              </span>
            </li>
          ))}
        </ul>
        <TextField label={`Type ${wanted} to confirm`} value={typed} onChange={setTyped} autoFocus />
      </div>
    </Dialog>
  );
}
