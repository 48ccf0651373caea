import type { ApiDetail, Endpoint } from '../../shared/contract/inventory.ts';
import { stepWords } from '../../shared/domain/inventory/escalation-ladder.ts';
import type { CoreClient } from '../core/terminal.ts';
import { apiWords, findApi } from './find-record.ts';
import { distanceWords, showInstant } from './instants.ts';
import { countText, plural, standingText } from './standing-text.ts';
import { layoutFacts, layoutTable } from './table.ts';
import type { Outcome } from './terminal.ts';
import type { Line } from './text.ts';

/** One API with everything that is known about it. */
export async function showApi(client: CoreClient, text: string, now: number): Promise<Outcome> {
  const row = await findApi(client, text, 'part');
  const detail = await client.inventory.show({ id: row.id });
  const endpoints = await client.inventory.endpoints({ apiId: row.id });
  return { json: { ...detail, endpoints }, show: ({ width }) => layoutDetail(detail, endpoints, now, width) };
}

function layoutDetail(detail: ApiDetail, endpoints: readonly Endpoint[], now: number, width: number): Line[] {
  const { api } = detail;
  return [
    { text: apiWords(api), tone: 'title' },
    standingText(api.standing),
    '',
    ...layoutFacts([
      ['Owner', detail.deputyName ? `${api.ownerName ?? 'nobody'}, deputy ${detail.deputyName}` : (api.ownerName ?? 'nobody')],
      ['Criticality', api.criticality],
      ['Lifecycle', detail.lifecycle],
      ['Data', detail.dataClasses.length === 0 ? 'not said' : detail.dataClasses.join(', ')],
      ['Processes', api.processes.join(', ')],
      [
        'Calls',
        `${countText(api.calls30d)} in 30 days, ${countText(api.failed30d)} failed${api.lastCallAt === null ? '' : `, last ${distanceWords(api.lastCallAt, now)}`}`,
      ],
      ['Limit peak', api.limitPeakPercent === null ? null : `${Math.round(api.limitPeakPercent)} % in 30 days`],
      ['Contract', contractWords(detail)],
      ['Authentication', detail.authSchemes.map(({ words }) => words).join('; ')],
      ['Documentation', detail.docsUrl],
      [
        'Escalation',
        [...detail.escalationLadder.map((step, index) => `${index + 1}. ${stepWords(step)}`), detail.escalation]
          .filter((part) => part !== '')
          .join('  '),
      ],
      ['Notes', detail.notes],
      ['Id', api.id],
    ]),
    ...section(
      'Depends on it',
      detail.dependencies.length,
      layoutTable(
        [
          { title: 'Process', least: 12 },
          { title: 'Strength' },
          { title: 'When it fails', least: 20 },
          { title: 'Fallback', least: 16, wraps: true },
        ],
        detail.dependencies.map(({ processName, strength, impact, fallback }) => [
          processName,
          strength,
          impact || 'not said yet',
          fallback || 'none',
        ]),
        width,
      ),
    ),
    ...section(
      'Limits',
      detail.limits.length + detail.declaredLimits.length,
      layoutTable(
        [{ title: 'From' }, { title: 'Limit', least: 12 }, { title: 'Window' }, { title: 'Peak 30 d', least: 10 }],
        [
          ...detail.limits.map((one) => [
            'answers',
            `${countText(one.limit)} ${one.unit}`,
            windowText(one.windowSeconds),
            one.peakPercent === null ? '–' : `${Math.round(one.peakPercent)} %`,
          ]),
          ...detail.declaredLimits.map((one) => [
            one.overruledBy === null ? 'declared' : { text: 'declared, answers say otherwise', tone: 'soon' as const },
            `${countText(one.limit)} ${one.unit}`,
            windowText(one.windowSeconds),
            one.peakCalls === null ? '–' : `${countText(one.peakCalls)} of our calls`,
          ]),
        ],
        width,
      ),
    ),
    ...section(
      plural(detail.environments.length, 'environment'),
      detail.environments.length,
      layoutTable(
        [{ title: 'Name' }, { title: 'Kind' }, { title: 'Base URL', least: 24 }, { title: 'Credential', least: 12 }],
        detail.environments.map(({ name, kind, baseUrl, credentialName }) => [
          name,
          kind,
          baseUrl,
          credentialName ?? { text: 'none', tone: 'quiet' },
        ]),
        width,
      ),
    ),
    ...section(
      `${plural(endpoints.length, 'endpoint')}${api.deprecatedCount > 0 ? `, ${api.deprecatedCount} deprecated` : ''}`,
      endpoints.length,
      layoutTable(
        [
          { title: 'Method' },
          { title: 'Path', least: 24 },
          { title: 'Summary', least: 14 },
          { title: 'Calls 30 d', align: 'right' },
          { title: 'Failed', align: 'right' },
        ],
        endpoints.map((endpoint) => [
          endpoint.method,
          endpoint.path,
          endpoint.isDeprecated ? { text: `deprecated: ${endpoint.summary}`, tone: 'soon' } : endpoint.summary,
          countText(endpoint.calls30d),
          countText(endpoint.failed30d),
        ]),
        width,
      ),
    ),
    ...section(
      'Evidence',
      detail.evidence.length,
      layoutTable(
        [{ title: 'Seen' }, { title: 'From' }, { title: 'What', least: 30 }],
        detail.evidence.map(({ at, kind, words }) => [showInstant(at), kind, words]),
        width,
      ),
    ),
  ];
}

const windowText = (seconds: number | null): string => (seconds === null ? '–' : `${countText(seconds)} s`);

function contractWords({ contracts }: ApiDetail): string | null {
  const current = contracts.find(({ isCurrent }) => isCurrent);
  return current ? `${current.fileName}, ${current.format}, version ${current.version}` : null;
}

const section = (title: string, rows: number, table: readonly Line[]): Line[] =>
  rows === 0 ? [] : ['', { text: title, tone: 'title' }, ...table];
