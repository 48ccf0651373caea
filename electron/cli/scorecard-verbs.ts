import type { Command } from 'commander';
import type { Run } from './terminal.ts';

export function addScorecardVerbs(_program: Command, _run: Run): void {}
