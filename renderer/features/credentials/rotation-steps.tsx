import { IconCheck, IconExternalLink } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { rotationSteps, type Credential, type Rotation } from '../../../shared/contract/credentials.ts';
import { client } from '../../app/client.ts';
import { shell } from '../../app/shell-bridge.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark } from '../../ui/mark.tsx';
import { NewSecretField, noSecret, secretProblem } from '../../ui/new-secret-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { When } from '../../ui/when.tsx';
import { secretLabel, tidySecret } from './credential-words.ts';

interface RotationStepsProps {
  readonly rotation: Rotation;
  readonly credential: Credential;
  readonly secretWords: string;
  /** What is being done now; null when nothing is. */
  readonly busy: string | null;
  readonly act: (words: string, work: () => Promise<Rotation>) => Promise<Rotation | null>;
  readonly onClose: () => void;
}

/** The steps from top to bottom: done, the one it stands at, and those that follow. */
export function RotationSteps(props: RotationStepsProps) {
  const { rotation, credential } = props;
  const vendor = credential.vendorName ?? 'the vendor';
  const at = rotationSteps.indexOf(rotation.step);
  // No call carries what verifies webhooks: there is nothing to try it with.
  const isSigning = credential.kind === 'signing_secret';
  const isNowSwitch = at === 2 || (isSigning && at === 1);
  return (
    <ol className="cred-run">
      <Step number={1} title={`Make a new secret at ${vendor}`} isDone={at > 0}>
        {at === 0 ? (
          <>
            <p className="cred-note">Leave the old one valid until the last step.</p>
            <VendorPage url={rotation.manageUrl} />
          </>
        ) : null}
      </Step>
      <Step number={2} title="Enter it here" isDone={at > 0} isNow={at === 0}>
        {at === 0 ? <Enter {...props} /> : rotation.enteredAt === null ? null : <Done>Kept beside the old one</Done>}
      </Step>
      {isSigning ? null : (
        <Step number={3} title="Try it with a reading call" isDone={at > 1 && rotation.testPassed === true} isNow={at === 1}>
          {at === 1 || at === 2 ? <Test {...props} /> : <Tested rotation={rotation} />}
        </Step>
      )}
      <Step number={isSigning ? 3 : 4} title="Switch to it" isDone={at > 2} isNow={isNowSwitch}>
        {isNowSwitch ? (
          <>
            {isSigning ? <p className="cred-note">Deliveries signed with either hold, from now until the last step.</p> : null}
            <Button
              kind="primary"
              loading={props.busy === 'switch'}
              disabled={props.busy !== null}
              onClick={() => void props.act('switch', () => client.credentials.switchSecret({ id: rotation.id, withoutTest: isSigning }))}
            >
              Switch to the new secret
            </Button>
          </>
        ) : rotation.switchedAt === null ? null : (
          <Done at={rotation.switchedAt}>{isSigning ? 'Replays are signed with it; the old one still counts' : 'Every call uses it'}</Done>
        )}
      </Step>
      <Step number={isSigning ? 4 : 5} title={`End the old one at ${vendor}`} isDone={at > 3} isNow={at === 3}>
        {at === 3 ? <Revoke {...props} /> : rotation.revokedAt === null ? null : <Done at={rotation.revokedAt}>Ended</Done>}
      </Step>
    </ol>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly isDone: boolean;
  readonly isNow?: boolean;
  readonly children: ReactNode;
}

function Step({ number, title, isDone, isNow = false, children }: StepProps) {
  return (
    <li data-done={isDone || undefined} data-now={isNow || undefined} aria-current={isNow ? 'step' : undefined}>
      <span className="cred-run-number" aria-hidden="true">
        {isDone ? <IconCheck size={14} stroke={2} /> : number}
      </span>
      <div>
        <h3>
          {title}
          {isDone ? <span className="visually-hidden">, done</span> : null}
        </h3>
        {children}
      </div>
    </li>
  );
}

function Done({ at, children }: { readonly at?: number; readonly children: ReactNode }) {
  return (
    <p className="cred-note">
      {children}
      {at === undefined ? null : (
        <>
          {' · '}
          <When at={at} />
        </>
      )}
    </p>
  );
}

function VendorPage({ url }: { readonly url: string | null }) {
  if (url === null) return null;
  return (
    <Button
      small
      icon={<IconExternalLink size={14} stroke={1.6} aria-hidden="true" />}
      title={url}
      onClick={() => void shell.call('openExternal', { url })}
    >
      Open the vendor’s page
    </Button>
  );
}

function Enter({ rotation, credential, secretWords, busy, act }: RotationStepsProps) {
  const [secret, setSecret] = useState(noSecret);
  const [problem, setProblem] = useState<string | null>(null);
  const tidy = (text: string): string => tidySecret(credential.kind, text);
  const enter = async (): Promise<void> => {
    const entered = { ...secret, secret: tidy(secret.secret) };
    const found = secretProblem(entered);
    setProblem(found);
    if (found !== null) return;
    setSecret(noSecret);
    await act('enter', () => client.credentials.enterNewSecret({ id: rotation.id, ...entered }));
  };
  return (
    <>
      <NewSecretField
        label={`New ${secretLabel[credential.kind].toLowerCase()}`}
        value={secret}
        onChange={setSecret}
        tidy={tidy}
        error={problem}
        reason={secretWords}
        autoFocus
      />
      <Button
        type="submit"
        kind="primary"
        loading={busy === 'enter'}
        disabled={busy !== null || secret.secret === ''}
        onClick={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        Keep it beside the old one
      </Button>
    </>
  );
}

const keyOf = (test: Rotation['tests'][number]): string => `${test.kind} ${test.id} ${test.environmentId}`;

function Test({ rotation, busy, act }: RotationStepsProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const test = rotation.tests.find((one) => keyOf(one) === chosen) ?? rotation.tests[0];
  const isPassed = rotation.testPassed === true;
  const run = (): void => {
    if (!test) return;
    const { kind, id: requestId, environmentId } = test;
    void act('test', () => client.credentials.testNewSecret({ id: rotation.id, kind, requestId, environmentId }));
  };
  return (
    <>
      {test ? (
        <SelectField
          label="Call"
          value={keyOf(test)}
          items={rotation.tests.map((one) => ({ value: keyOf(one), label: `${one.name} · ${one.where}` }))}
          searchable={rotation.tests.length > 10}
          onChange={setChosen}
        />
      ) : (
        <p className="cred-note">No reading call of its environments can be sent as it is. Save a GET request there to try it.</p>
      )}
      <Tested rotation={rotation} />
      <div className="cred-run-buttons">
        {test ? (
          <Button kind={isPassed ? 'default' : 'primary'} loading={busy === 'test'} disabled={busy !== null} onClick={run}>
            {rotation.testPassed === null ? 'Try it' : 'Try again'}
          </Button>
        ) : null}
        {isPassed ? null : (
          <Button
            kind="quiet"
            disabled={busy !== null}
            onClick={() => void act('switch', () => client.credentials.switchSecret({ id: rotation.id, withoutTest: true }))}
          >
            Switch without a test
          </Button>
        )}
      </div>
    </>
  );
}

function Tested({ rotation }: { readonly rotation: Rotation }) {
  const { testPassed, testWords, testExchangeId, testedAt, switchedAt } = rotation;
  if (testPassed === null) return switchedAt === null ? null : <Done>Not tried before the switch</Done>;
  const words = testWords.charAt(0).toUpperCase() + testWords.slice(1);
  return (
    <p className="cred-run-result" data-state={testPassed ? 'holds' : 'broken'}>
      <Mark state={testPassed ? 'holds' : 'broken'} />
      <span>
        {testExchangeId === null ? words : <DoorLink door={{ place: 'console', kind: 'exchange', id: testExchangeId }}>{words}</DoorLink>}
        {testedAt === null ? null : (
          <span className="faint">
            {' · '}
            <When at={testedAt} />
          </span>
        )}
      </span>
    </p>
  );
}

function Revoke({ rotation, busy, act, onClose }: RotationStepsProps) {
  const [isSure, setIsSure] = useState(false);
  const finish = async (): Promise<void> => {
    if (await act('finish', () => client.credentials.finishRotation({ id: rotation.id }))) onClose();
  };
  return (
    <>
      <VendorPage url={rotation.manageUrl} />
      <label className="cred-run-check">
        <input type="checkbox" checked={isSure} onChange={(event) => setIsSure(event.target.checked)} />
        The old secret is ended there
      </label>
      <Button kind="primary" loading={busy === 'finish'} disabled={!isSure || busy !== null} onClick={() => void finish()}>
        Finish rotation
      </Button>
    </>
  );
}
