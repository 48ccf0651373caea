import type { Machine } from './machine.ts';
import type { Finding, MeasureResult } from './measure.ts';

/** The document that a whole run leaves: where, what beside what, and how each was measured. */
export function writeReport({ facts, date }: Machine, results: readonly MeasureResult[]): string {
  const findings = results.flatMap((result) => result.findings);
  const missed = findings.filter(({ holds }) => holds === false);
  const aimed = findings.filter(({ holds }) => holds !== null);
  return [
    '# Benchmarks',
    '',
    '<!-- Written by `npm run bench`. Do not edit by hand. -->',
    '',
    `Measured on ${date}. ${verdictOf(aimed.length, missed)}`,
    '',
    '| | |',
    '| --- | --- |',
    ...facts.map(([name, value]) => `| ${name} | ${cell(value)} |`),
    '',
    'Every ratio is of two things measured side by side in the same run, so that it says more than its milliseconds, which belong to this machine.',
    '',
    writeTable(results),
    '',
    '## How each was measured',
    '',
    ...results.flatMap(({ findings: of, how, notes }) => [
      `**${of.map(({ what }) => what).join('; ')}.** ${how}`,
      '',
      ...notes.flatMap((note) => [`- ${note}`]),
      ...(notes.length > 0 ? [''] : []),
    ]),
    '`npm run bench` measures again and rewrites this page; `npm run bench -- --only NAME` and `--quick` print without writing.',
    '',
  ].join('\n');
}

/** The table of findings, in Markdown. */
export function writeTable(results: readonly MeasureResult[]): string {
  const rows = results
    .flatMap(({ findings }) => findings)
    .map(
      (finding) =>
        `| ${[finding.what, finding.ours, finding.reference ?? '–', ratioWords(finding), finding.aim ?? 'none set', holdsWords(finding)].map(cell).join(' | ')} |`,
    );
  return ['| What | Quartermaster | Against | Ratio | Aim | |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function verdictOf(aimed: number, missed: readonly Finding[]): string {
  if (missed.length === 0) return `All ${aimed} aims hold.`;
  return `${aimed - missed.length} of ${aimed} aims hold; missed: ${missed.map(({ what }) => what.replace(/^./u, (letter) => letter.toLowerCase())).join('; ')}.`;
}

const ratioWords = ({ ratio }: Finding): string => (ratio === null ? '–' : `${ratio.toFixed(2)} times`);

const holdsWords = ({ holds }: Finding): string => (holds === null ? '' : holds ? 'holds' : 'missed');

const cell = (text: string): string => text.replaceAll('|', '\\|');
