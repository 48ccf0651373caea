import { methods } from '../../shared/contract/inventory.ts';
import type { ApiRow, Environment } from '../../shared/contract/inventory.ts';
import type { RequestForm } from '../../shared/contract/console.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { apiWords, findApi, findEndpoint, findOne } from './find-record.ts';

export interface TargetOptions {
  readonly api?: string;
  readonly environment?: string;
  readonly endpoint?: string;
}

/** What is called: an environment, a method and a path; the form when the inventory knows the endpoint. */
export interface RequestTarget {
  readonly environment: Environment;
  readonly method: string;
  /** A template ("/payments/{id}") or a path as it is; without its query. */
  readonly path: string;
  /** Parameters that stood in the path's query. */
  readonly query: readonly (readonly [string, string])[];
  readonly form: RequestForm | null;
}

/** Finds what a person means by `METHOD PATH` or `--endpoint`, with `--api` and `--environment`. */
export async function findTarget(
  client: CoreClient,
  method: string | undefined,
  path: string | undefined,
  options: TargetOptions,
): Promise<RequestTarget> {
  if (options.endpoint !== undefined && method !== undefined) {
    throw new Fault('bad_input', {
      happened: 'Both METHOD PATH and --endpoint were given.',
      remedy: 'Give one of them. Nothing was sent.',
    });
  }
  if (options.endpoint !== undefined) return endpointTarget(client, options.endpoint, options);
  if (method === undefined || path === undefined) {
    throw new Fault('bad_input', {
      happened: 'It is not said what to send.',
      remedy: 'Give METHOD PATH, such as POST /payments, or --endpoint. Nothing was sent.',
    });
  }
  return pathTarget(client, checkMethod(method), path, options);
}

async function endpointTarget(client: CoreClient, text: string, options: TargetOptions): Promise<RequestTarget> {
  const api = options.api === undefined ? null : await findApi(client, options.api);
  const endpoint = await findEndpoint(client, text, api?.id);
  const form = await client.console.form({ endpointId: endpoint.id });
  const environment = chooseEnvironment(form.environments, `${form.vendorName} ${form.apiName}`, options.environment);
  return { environment, method: form.method, path: form.path, query: [], form };
}

async function pathTarget(client: CoreClient, method: string, path: string, options: TargetOptions): Promise<RequestTarget> {
  if (options.api === undefined) {
    throw new Fault('bad_input', { happened: 'It is not said whose API to call.', remedy: 'Add --api "VENDOR API". Nothing was sent.' });
  }
  const api: ApiRow = await findApi(client, options.api);
  const { environments } = await client.inventory.show({ id: api.id });
  const environment = chooseEnvironment(environments, apiWords(api), options.environment);
  const [plainPath = '', ...rest] = path.split('?');
  const query = [...new URLSearchParams(rest.join('?'))];
  const endpoint = (await client.inventory.endpoints({ apiId: api.id })).find(
    (known) => known.method === method && known.path === plainPath,
  );
  const form = endpoint ? await client.console.form({ endpointId: endpoint.id }) : null;
  return { environment, method, path: plainPath, query, form };
}

function checkMethod(method: string): string {
  const upper = method.toUpperCase();
  if (methods.some((known) => known === upper)) return upper;
  throw new Fault('bad_input', { happened: `“${method}” is not a method.`, remedy: `Use one of ${methods.join(', ')}. Nothing was sent.` });
}

function chooseEnvironment(environments: readonly Environment[], api: string, text: string | undefined): Environment {
  const [only] = environments;
  if (text === undefined && environments.length === 1 && only) return only;
  if (text === undefined) {
    throw new Fault('bad_input', {
      happened: `It is not said in which environment of ${api} to call.`,
      remedy: 'Add --environment NAME. Nothing was sent.',
      details: { candidates: environments.map(({ name }) => name) },
    });
  }
  return findOne(text, {
    what: 'environment',
    where: `quartermaster inventory show "${api}"`,
    rows: environments,
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
  });
}
