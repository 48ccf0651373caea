// Runs a command with a keychain of its own: node scripts/with-keychain.mjs COMMAND [ARGUMENTS]
import { compiledSources, keepTemporaryFilesInMemory } from './launch/memory-folder.mjs';
import { withPrivateKeychain } from './launch/private-keychain.mjs';
import { runInView, toolEnvironment } from './launch/run-child.mjs';
import { sayOnStderr } from './run-command.mjs';

const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  sayOnStderr('Usage: node scripts/with-keychain.mjs COMMAND [ARGUMENTS]');
  process.exit(2);
}
keepTemporaryFilesInMemory();
const keychain = withPrivateKeychain([program, ...args]);
try {
  process.exitCode = await runInView(keychain.command, { ...toolEnvironment(), ...compiledSources(), ...keychain.env });
} catch (error) {
  sayOnStderr(`${program} could not be run. ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 3;
} finally {
  keychain.remove();
}
