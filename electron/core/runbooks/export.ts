import { renderMarkdown, renderPdf } from '../documents/index.ts';
import type { Engine } from '../engine.ts';
import { readRunbook } from '../../../shared/domain/runbooks/read-runbook.ts';
import { paperOfRun } from './paper-of-run.ts';
import { paperOfRunbook } from './paper-of-runbook.ts';
import { presentRun } from './present-run.ts';
import { getRunbookRecord } from './store.ts';

export interface Exported {
  readonly fileName: string;
  readonly mediaType: string;
  readonly base64: string;
}

/** A runbook as a file: the Markdown is the document itself, which reads well anywhere and can be imported again. */
export async function exportRunbook({ db }: Engine, id: string, format: 'markdown' | 'pdf'): Promise<Exported> {
  const row = getRunbookRecord(db, id);
  const source = row.published_source ?? row.draft ?? '';
  if (format === 'markdown') return file(row.name, 'md', Buffer.from(source));
  const { runbook } = readRunbook(source);
  return file(row.name, 'pdf', await renderPdf(paperOfRunbook(runbook, row.published, row.published_at ?? row.created_at)));
}

/** A run as a file: the evidence pack, with times and hashes. */
export async function exportRun(engine: Engine, id: string, format: 'markdown' | 'pdf'): Promise<Exported> {
  const detail = await presentRun(engine, id);
  const paper = paperOfRun(detail, detail.run.finishedAt ?? detail.run.lastEventAt);
  const name = `${detail.run.runbookName} run ${detail.run.number}`;
  return format === 'markdown' ? file(name, 'md', Buffer.from(renderMarkdown(paper))) : file(name, 'pdf', await renderPdf(paper));
}

function file(name: string, ending: 'md' | 'pdf', bytes: Uint8Array): Exported {
  const safe =
    name
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 80) || 'runbook';
  return {
    fileName: `${safe}.${ending}`,
    mediaType: ending === 'md' ? 'text/markdown' : 'application/pdf',
    base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  };
}
