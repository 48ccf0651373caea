import type { SavedRequest } from '../../shared/contract/console.ts';
import type { IncidentSummary, Monitor, PromiseReport } from '../../shared/contract/monitors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { findOne, type Grasp } from './find-record.ts';

export const findMonitor = async (client: CoreClient, text: string, grasp?: Grasp): Promise<Monitor> =>
  findOne(text, {
    what: 'monitor',
    where: 'quartermaster monitor list',
    rows: await client.monitors.list({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
    grasp,
  });

export const findPromise = async (client: CoreClient, text: string, grasp?: Grasp): Promise<PromiseReport> =>
  findOne(text, {
    what: 'promise',
    where: 'quartermaster promise list',
    rows: await client.monitors.promises({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
    grasp,
  });

/** "INC-31", "31", its title, or its id; words of its title where nothing changes. */
export const findIncident = async (client: CoreClient, text: string, grasp?: Grasp): Promise<IncidentSummary> =>
  findOne(text, {
    what: 'incident',
    where: 'quartermaster incident list',
    rows: await client.monitors.incidents({ state: 'all' }),
    idOf: ({ id }) => id,
    namesOf: ({ number, title }) => [`INC-${number} ${title}`, `INC-${number}`, String(number), title],
    grasp,
  });

export const findSavedRequest = async (client: CoreClient, text: string): Promise<SavedRequest> =>
  findOne(text, {
    what: 'saved request',
    where: 'the Console, or quartermaster request list',
    rows: await client.console.savedRequests({}),
    idOf: ({ id }) => id,
    namesOf: ({ name, vendorName, apiName }) => [`${vendorName} ${apiName} ${name}`, name],
  });
