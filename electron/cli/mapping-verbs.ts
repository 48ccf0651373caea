import type { Command } from 'commander';
import type { Run } from './terminal.ts';

export function addMappingVerbs(_program: Command, _run: Run): void {}
