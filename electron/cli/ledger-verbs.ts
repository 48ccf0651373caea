import type { Command } from 'commander';
import type { Run } from './terminal.ts';

export function addLedgerVerbs(_program: Command, _run: Run): void {}
