import type { Command } from 'commander';
import type { Credential, Rotation, TestChoice } from '../../shared/contract/credentials.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findCredential, findOne } from './find-record.ts';
import { evenIfOrdinary, meantSecret } from './meant-secret.ts';
import { readSecret } from './read-secret.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

interface RotateOptions {
  readonly test?: string;
  readonly withoutTest?: boolean;
  readonly revoked?: boolean;
  readonly evenIfOrdinary?: boolean;
}

/** Rotation in the terminal: `rotate` does the steps up to the switch in one go; `revoked` ends it. */
export function addRotationVerbs(noun: Command, run: Run): void {
  withExamples(
    noun
      .command('rotate')
      .description('Enter the new secret (standard input or a prompt), try it with a reading call, and switch to it when that passed')
      .argument('<credential>', 'its name or id')
      .option('--test <request>', 'the call to try it with: a saved request, or "GET /path"; else the first that fits')
      .option('--without-test', 'switch without trying it')
      .option(...evenIfOrdinary)
      .option('--revoked', 'the old secret is ended at the vendor already: the rotation is done'),
    'credential rotate "Adyen test" --test "List payment methods" < new-key.txt',
  ).action((text: string, options: RotateOptions) =>
    run((terminal) => terminal.inWorkspace((client, kind) => rotate(client, terminal, text, options, kind === 'through the app'))),
  );
  withExamples(
    noun
      .command('revoked')
      .description('Say that the old secret was ended at the vendor: its rotation is done')
      .argument('<credential>', 'its name or id'),
    'credential revoked "Adyen test"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const credential = await findCredential(client, text);
        return outcomeOf(await client.credentials.finishRotation({ id: openOf(credential) }, terminal.call), credential);
      }),
    ),
  );
  withExamples(
    noun
      .command('cancel-rotation')
      .description('Drop the new secret of a rotation that has not switched; the old one stays in use')
      .argument('<credential>', 'its name or id'),
    'credential cancel-rotation "Adyen test"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const credential = await findCredential(client, text);
        return outcomeOf(await client.credentials.cancelRotation({ id: openOf(credential) }, terminal.call), credential);
      }),
    ),
  );
}

function openOf({ name, openRotationId }: Credential): string {
  if (openRotationId !== null) return openRotationId;
  throw new Fault('not_found', {
    happened: `No rotation of “${name}” is under way.`,
    remedy: `Begin one: quartermaster credential rotate "${name}".`,
  });
}

async function rotate(
  client: CoreClient,
  terminal: Terminal,
  text: string,
  options: RotateOptions,
  isThroughApp: boolean,
): Promise<Outcome> {
  const credential = await findCredential(client, text);
  const keychain = (await client.workspace.current({}))?.keychain;
  if (keychain && !keychain.available && !isThroughApp) {
    throw new Fault('keychain_unavailable', {
      happened: `${keychain.words} This command would forget it at once.`,
      remedy: 'Unlock or install a keychain, or keep the app open on this workspace. Nothing was stored.',
    });
  }
  const begun = await client.credentials.startRotation({ credentialId: credential.id }, terminal.call);
  // Everything that may be wrong is found out before the secret is asked for.
  // No call carries what verifies webhooks.
  const test = options.withoutTest || credential.kind === 'signing_secret' ? null : chooseTest(begun, options.test);
  if (begun.environments.length > 1)
    terminal.say(
      `${credential.name} is shared by ${begun.environments.map(({ apiName, name }) => `${apiName}/${name}`).join(', ')}: all of them switch.`,
    );
  const secret = meantSecret(await readSecret(terminal.io, `New secret of “${credential.name}”`), options.evenIfOrdinary);
  let rotation = await client.credentials.enterNewSecret({ id: begun.id, ...secret }, terminal.call);
  if (test) {
    const { kind, id: requestId, environmentId } = test;
    rotation = await client.credentials.testNewSecret({ id: begun.id, kind, requestId, environmentId }, terminal.call);
    // The old secret stays in use; the new one waits for another try.
    if (rotation.testPassed !== true) return { ...outcomeOf(rotation, credential), exitCode: 1 };
  }
  rotation = await client.credentials.switchSecret({ id: begun.id, withoutTest: test === null }, terminal.call);
  if (options.revoked) rotation = await client.credentials.finishRotation({ id: begun.id }, terminal.call);
  return outcomeOf(rotation, credential);
}

function chooseTest(rotation: Rotation, text: string | undefined): TestChoice {
  const [first] = rotation.tests;
  if (text === undefined) {
    if (first) return first;
    throw new Fault('bad_input', {
      happened: 'There is no reading call that this credential can be tried with.',
      remedy: 'Bind it to an environment and save a GET request there, or switch with --without-test. Nothing was stored.',
    });
  }
  return findOne(text, {
    what: 'reading call',
    where: 'quartermaster request list',
    rows: rotation.tests,
    idOf: ({ id }) => id,
    namesOf: ({ name, method, path }) => [name, `${method} ${path}`],
  });
}

function outcomeOf(rotation: Rotation, { kind }: Pick<Credential, 'kind'>): Outcome {
  return { json: rotation, show: () => linesOf(rotation, kind === 'signing_secret') };
}

function linesOf(rotation: Rotation, isSigning: boolean): Line[] {
  const { credentialName: name, testWords, testPassed } = rotation;
  const tested = testPassed === null ? [] : [`Test: ${testWords}.`];
  if (rotation.state === 'cancelled') return [`The rotation of “${name}” is cancelled. The secret in use stays.`];
  if (rotation.state === 'done') return [`The rotation of “${name}” is done.`, ...tested];
  if (rotation.step === 'revoke')
    return [
      isSigning ? `“${name}” verifies with both secrets now, the new one and the former.` : `“${name}” uses its new secret now.`,
      ...tested,
      `End the old one at the vendor${rotation.manageUrl === null ? '' : ` (${rotation.manageUrl})`}, then: quartermaster credential revoked "${name}"`,
    ];
  return [
    { text: `“${name}” still uses its old secret.`, tone: 'soon' },
    ...tested,
    `Try again with quartermaster credential rotate "${name}", or drop the new one: quartermaster credential cancel-rotation "${name}"`,
  ];
}
