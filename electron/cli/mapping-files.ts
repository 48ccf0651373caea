import { readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Fault } from '../../shared/contract/errors.ts';
import { grouped } from '../../shared/domain/grouped.ts';
import { mappingSpec, rule as ruleSchema } from '../../shared/domain/mappings/mapping-spec.ts';
import { errorWords } from '../../shared/domain/mappings/rule-words.ts';
import { findMapping } from './find-mapping.ts';
import { asFileFault } from './import-documents.ts';
import { plural } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Terminal } from './terminal.ts';

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw asFileFault(error, path);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Fault('bad_input', { happened: `${path} is no JSON: ${error.message}.`, remedy: 'Mend the place.', place: { file: path } });
  }
}

interface Issues {
  readonly issues: readonly { readonly message: string; readonly path: readonly PropertyKey[] }[];
}

function notOfForm(path: string, { issues }: Issues): Fault {
  const [issue] = issues;
  return new Fault('bad_input', {
    happened: `${path} does not have the form of a mapping: ${issue?.message ?? ''}.`,
    remedy: 'Mend that place. An exported mapping shows the form. Nothing was changed.',
    place: { file: path, path: issue?.path.map(String).join('.') ?? '' },
  });
}

/** A draft from a sample file. */
export async function createMapping(
  terminal: Terminal,
  options: { sample: string; name: string; template: string; zone: string; decide: readonly string[] },
): Promise<Outcome> {
  const decisions = Object.fromEntries(
    options.decide.map((text): [string, { dateFormat?: string; decimalMark?: 'point' | 'comma' }] => {
      const at = text.lastIndexOf('=');
      const value = text.slice(at + 1);
      if (at <= 0) throw new Fault('bad_input', { happened: `“${text}” decides nothing.`, remedy: 'Write --decide COLUMN=VALUE.' });
      return [text.slice(0, at), value === 'point' || value === 'comma' ? { decimalMark: value } : { dateFormat: value }];
    }),
  );
  return terminal.inWorkspace(async (client) => {
    const templates = await client.mappings.templates({}, terminal.call);
    const template = templates.find(({ key, name }) => key === options.template || name.toLowerCase() === options.template.toLowerCase());
    if (!template)
      throw new Fault('bad_input', {
        happened: `There is no template ${options.template}.`,
        remedy: `Take one of ${templates.map(({ key }) => key).join(', ')}.`,
      });
    const { sample } = await client.mappings.readSample({ path: resolve(terminal.io.cwd, options.sample) }, terminal.call);
    const { id } = await client.mappings.create(
      {
        name: options.name,
        sampleId: sample.id,
        decisions,
        destinationName: template.name,
        destination: template.fields,
        zone: options.zone,
      },
      terminal.call,
    );
    const detail = await client.mappings.show({ id }, terminal.call);
    return {
      json: detail,
      show: () => [
        { text: `${options.name}: draft 1 from ${plural(sample.totalRows, 'row')} of ${sample.fileName}`, tone: 'title' },
        ...Object.entries(detail.spec.rules).map(([field, { from }]) => `${field}  ←  ${from.join(', ')}`),
        ...(detail.coverage.destination.withoutRule.length > 0
          ? [`No rule yet: ${detail.coverage.destination.withoutRule.join(', ')}`]
          : []),
        `Next: quartermaster mapping pick "${options.name}", then test and activate.`,
      ],
    };
  });
}

/** What export wrote, or a bare spec. */
export async function importMapping(terminal: Terminal, file: string, options: { name?: string; into?: string }): Promise<Outcome> {
  const path = resolve(terminal.io.cwd, file);
  const document = (await readJson(path)) as { name?: unknown; spec?: unknown } | null;
  const parsed = mappingSpec.safeParse(document?.spec ?? document);
  if (!parsed.success) throw notOfForm(path, parsed.error);
  const { data: spec } = parsed;
  const name = options.name ?? (typeof document?.name === 'string' ? document.name : basename(path).replace(/(?:\.mapping)?\.json$/, ''));
  return terminal.inWorkspace(async (client) => {
    const into = options.into === undefined ? null : await findMapping(client, options.into);
    const { id } = await client.mappings.importSpec({ id: into?.id ?? null, name: into?.name ?? name, spec }, terminal.call);
    return {
      json: { id, name: into?.name ?? name },
      show: () => [into ? `${into.name}: the draft is ${basename(path)} now.` : `Mapping ${name} added, as draft 1.`],
    };
  });
}

export async function exportMapping(terminal: Terminal, text: string, options: { active?: boolean; out?: string }): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findMapping(client, text, 'part');
    const { name, spec } = await client.mappings.exportSpec(
      { id, ...(options.active ? { revision: 'active' as const } : {}) },
      terminal.call,
    );
    const document = { name, spec };
    const { out } = options;
    if (out !== undefined) {
      const path = resolve(terminal.io.cwd, out);
      try {
        await writeFile(path, `${JSON.stringify(document, null, 2)}\n`);
      } catch (error) {
        throw asFileFault(error, path);
      }
    }
    return {
      json: document,
      show: () => (out === undefined ? JSON.stringify(document, null, 2).split('\n') : [`${name} written to ${out}.`]),
    };
  });
}

/** One rule, from a JSON file. */
export async function setRule(terminal: Terminal, text: string, field: string, file: string): Promise<Outcome> {
  const path = resolve(terminal.io.cwd, file);
  const parsed = ruleSchema.safeParse(await readJson(path));
  if (!parsed.success) throw notOfForm(path, parsed.error);
  const { data: rule } = parsed;
  return terminal.inWorkspace(async (client) => {
    const { id, name } = await findMapping(client, text);
    await client.mappings.setRule({ id, field, rule }, terminal.call);
    return { json: { id, field, rule }, show: () => [`${name}: the draft’s rule of ${field} is set.`] };
  });
}

/** A whole file through the active revision. */
export async function runMapping(
  terminal: Terminal,
  text: string,
  options: { file: string; out: string; format: 'csv' | 'ndjson' },
): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id, name } = await findMapping(client, text);
    const outPath = resolve(terminal.io.cwd, options.out);
    const run = await client.mappings.run(
      { id, input: { path: resolve(terminal.io.cwd, options.file) }, format: options.format, outPath },
      terminal.call,
    );
    const kept = run.rejected + run.held;
    return {
      json: run,
      show: ({ width }) => [
        {
          text: `${name}, revision ${run.revisionNumber}: ${grouped(run.rowsIn)} rows = ${grouped(run.written)} written + ${grouped(kept)} kept back`,
          tone: 'title',
        },
        `${options.out}  SHA-256 ${run.outputSha256}`,
        ...(kept > 0 ? [`${options.out}.rejected.ndjson  has the rows kept back`] : []),
        ...(run.unreviewed.length > 0 ? [{ text: `Not looked at yet: ${run.unreviewed.join(', ')}`, tone: 'soon' as const }] : []),
        ...(run.errors.length === 0
          ? []
          : [
              '',
              ...layoutTable(
                [
                  { title: 'Field' },
                  { title: 'Step', align: 'right' },
                  { title: 'What', least: 20 },
                  { title: 'Effect' },
                  { title: 'Rows', align: 'right' },
                  { title: 'First', align: 'right' },
                ],
                run.errors.map((error) => [
                  error.field,
                  error.step === null ? '–' : String(error.step + 1),
                  errorWords(error.code),
                  error.effect,
                  grouped(error.count),
                  String(error.samples[0]?.row ?? ''),
                ]),
                width,
              ),
            ]),
      ],
    };
  });
}
