import { Fault } from '../../shared/contract/errors.ts';
import type { FlowDetail } from '../../shared/contract/flows.ts';
import { findOne } from './find-record.ts';

type FlowApi = FlowDetail['apis'][number];

/**
 * What `--environment` means for the APIs of a flow: "Sandbox" for all of them, "Adyen Checkout/Sandbox" for one. A name that one of them does
 * not have is refused: it would go on being called where the flow says, which may be production.
 */
export function environmentsOf(flow: Pick<FlowDetail, 'name' | 'apis'>, texts: readonly string[]): Record<string, string> {
  const chosen = new Map<string, string>();
  const choose = (api: FlowApi, name: string): void => {
    if (chosen.has(api.apiId))
      throw new Fault('bad_input', {
        happened: `Two environments of ${api.words} were given.`,
        remedy: 'Give one for each API. Nothing was sent.',
      });
    chosen.set(api.apiId, environmentOf(api, name));
  };
  const paths = texts.filter((text) => text.includes('/'));
  for (const text of paths) {
    const cut = text.lastIndexOf('/');
    const api = findOne(text.slice(0, cut), {
      what: 'API of this flow',
      where: `quartermaster flow show "${flow.name}"`,
      rows: flow.apis,
      idOf: ({ apiId }) => apiId,
      namesOf: ({ words }) => [words],
    });
    choose(api, text.slice(cut + 1));
  }
  const named = new Set(chosen.keys());
  for (const text of texts.filter((one) => !one.includes('/')))
    for (const api of flow.apis.filter(({ apiId }) => !named.has(apiId))) choose(api, text);
  return Object.fromEntries(chosen);
}

const environmentOf = (api: FlowApi, name: string): string =>
  findOne(name, {
    what: `environment of ${api.words}`,
    where: `quartermaster inventory show "${api.words}"`,
    rows: api.environments,
    idOf: ({ id }) => id,
    namesOf: (one) => [one.name],
  }).id;
