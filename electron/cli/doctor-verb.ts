import type { Command } from 'commander';
import { isFault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line, Text } from './text.ts';

type Finding = Awaited<ReturnType<CoreClient['settings']['doctor']>>[number];

export function addDoctorVerb(program: Command, run: Run): void {
  withExamples(
    program
      .command('doctor')
      .description('Try what Quartermaster stands on: versions, keychain, database, network, workspace; ends with 1 when something is bad'),
    'doctor',
    'doctor --workspace ~/Documents/acme --json',
  ).action(() => run(examine));
}

async function examine(terminal: Terminal): Promise<Outcome> {
  const findings = await examineWith(terminal);
  const bad = findings.filter(({ verdict }) => verdict === 'bad').length;
  return { json: findings, exitCode: bad === 0 ? 0 : 1, show: ({ width }) => showFindings(findings, width) };
}

/** With a workspace when there is one that opens; one that does not is a finding and no reason to stop. */
async function examineWith(terminal: Terminal): Promise<Finding[]> {
  try {
    return await terminal.inWorkspace((client) => client.settings.doctor({}, terminal.call));
  } catch (error) {
    if (!isFault(error)) throw error;
    const { happened, remedy } = error.data;
    const isNone = error.code === 'no_workspace';
    const own: Finding = { name: 'Workspace', verdict: isNone ? 'good' : 'bad', words: happened, remedy: isNone ? '' : remedy };
    const others = await terminal.withoutWorkspace((client) => client.settings.doctor({}, terminal.call));
    return [...others.filter(({ name }) => name !== own.name), own];
  }
}

function showFindings(findings: readonly Finding[], width: number): Line[] {
  const table = layoutTable(
    [{ title: 'Part' }, { title: 'Verdict' }, { title: 'What was found', least: 40, wraps: true }],
    findings.map(({ name, verdict, words }) => [name, verdictTexts[verdict], words]),
    width,
  );
  const remedies = findings.filter(({ remedy }) => remedy !== '').map(({ name, remedy }): Line => `${name}: ${remedy}`);
  return [...table, ...(remedies.length > 0 ? ['', { text: 'What to do', tone: 'title' } as const, ...remedies] : [])];
}

const verdictTexts: Readonly<Record<Finding['verdict'], Text>> = {
  good: '● good',
  warning: { text: '▲ warning', tone: 'soon' },
  bad: { text: '■ bad', tone: 'broken' },
};
