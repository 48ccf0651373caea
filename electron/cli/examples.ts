import type { Command } from 'commander';

/** Puts examples below a verb's help. Every verb has at least one; a test sees to it. */
export function withExamples(verb: Command, ...examples: readonly string[]): Command {
  return verb.addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ quartermaster ${example}`).join('\n')}`);
}
