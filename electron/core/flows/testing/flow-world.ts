import type { FlowRun } from '../../../../shared/contract/flows.ts';
import type { FlowStepInput } from '../../../../shared/domain/flows/flow-spec.ts';
import type { TestCore, TestFolders } from '../../testing/test-core.ts';
import { startVendor, type Answer, type TestVendor } from '../../testing/test-vendor.ts';

const anyJson = { 200: { description: 'ok', content: { 'application/json': { schema: { type: 'object' } } } } };
const paths = {
  '/orders': { get: { responses: anyJson }, post: { responses: anyJson } },
  '/orders/{id}': {
    get: { responses: anyJson, parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] },
    delete: { responses: anyJson, parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] },
  },
};

/** A workspace with a vendor on loopback, and what makes flows in it. */
export async function startFlowWorld(tests: TestFolders, answer: Answer) {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, answer, { paths });
  const { client } = started;
  const save = async (name: string, draft: { method: string; path: string; [more: string]: unknown }): Promise<string> =>
    (await client.console.saveRequest({ name, apiId: vendor.apiId, environmentId: vendor.environmentId, draft })).id;
  const own = (draft: { method: string; path: string; [more: string]: unknown }) => ({ apiId: vendor.apiId, draft: draft as never });
  const makeFlow = async (
    steps: readonly FlowStepInput[],
    more: { setup?: readonly FlowStepInput[]; teardown?: readonly FlowStepInput[] } = {},
  ) => {
    const spec = {
      environments: { [vendor.apiId]: vendor.environmentId },
      steps: [...steps],
      setup: [...(more.setup ?? [])],
      teardown: [...(more.teardown ?? [])],
    };
    return (await client.flows.create({ name: `Flow ${Math.random()}`, spec })).id;
  };
  return { ...started, vendor, save, own, makeFlow };
}

/** Waits until a run has ended. */
export async function finished({ client }: Pick<TestCore, 'client'>, run: FlowRun): Promise<FlowRun> {
  let last = run;
  for await (const one of await client.flows.watch({ id: run.id })) last = one;
  return last;
}

export const csv = (text: string): { file: File } => ({ file: new File([text], 'rows.csv', { type: 'text/csv' }) });
/** What the vendor got: "POST /v1/orders". */
export const sent = ({ received }: TestVendor): string[] => received.map(({ method, url }) => `${method} ${url}`);
