import { implement, lazy } from '@orpc/server';
import type { AnyContractRouter } from '@orpc/contract';
import type { Contract } from '../../shared/contract/index.ts';
import type { CallContext } from './call-guard.ts';

const implementing = <C extends AnyContractRouter>(contract: C) => implement(contract).$context<CallContext>();

/** The contract, for the features' routes to implement. */
export type Implementer = ReturnType<typeof implementing<Contract>>;

/** Read when first asked for, and once: oRPC asks a lazy router anew with every call. */
function late<T>(load: () => Promise<{ readonly default: T }>) {
  let loaded: Promise<{ readonly default: T }> | null = null;
  return lazy(() => (loaded ??= load()));
}

/** The contract, implemented: joins the features' routes. Each is read when it is first asked for something, because a start asks few of them. */
export const router = {
  workspace: late(async () => {
    const [{ workspaceContract }, { workspaceRoutes }] = await Promise.all([
      import('../../shared/contract/workspace.ts'),
      import('./workspace/routes.ts'),
    ]);
    return { default: workspaceRoutes(implementing(workspaceContract)) };
  }),
  today: late(async () => {
    const [{ todayContract }, { todayRoutes }] = await Promise.all([import('../../shared/contract/today.ts'), import('./today/routes.ts')]);
    return { default: todayRoutes(implementing(todayContract)) };
  }),
  inventory: late(async () => {
    const [{ inventoryContract }, { inventoryRoutes }] = await Promise.all([
      import('../../shared/contract/inventory.ts'),
      import('./inventory/routes.ts'),
    ]);
    return { default: inventoryRoutes(implementing(inventoryContract)) };
  }),
  credentials: late(async () => {
    const [{ credentialsContract }, { credentialsRoutes }] = await Promise.all([
      import('../../shared/contract/credentials.ts'),
      import('./credentials/routes.ts'),
    ]);
    return { default: credentialsRoutes(implementing(credentialsContract)) };
  }),
  console: late(async () => {
    const [{ consoleContract }, { consoleRoutes }] = await Promise.all([
      import('../../shared/contract/console.ts'),
      import('./console/routes.ts'),
    ]);
    return { default: consoleRoutes(implementing(consoleContract)) };
  }),
  ledger: late(async () => {
    const [{ ledgerContract }, { ledgerRoutes }] = await Promise.all([
      import('../../shared/contract/ledger.ts'),
      import('./ledger/routes.ts'),
    ]);
    return { default: ledgerRoutes(implementing(ledgerContract)) };
  }),
  calendar: late(async () => {
    const [{ calendarContract }, { calendarRoutes }] = await Promise.all([
      import('../../shared/contract/calendar.ts'),
      import('./calendar/routes.ts'),
    ]);
    return { default: calendarRoutes(implementing(calendarContract)) };
  }),
  mappings: late(async () => {
    const [{ mappingsContract }, { mappingsRoutes }] = await Promise.all([
      import('../../shared/contract/mappings.ts'),
      import('./mappings/routes.ts'),
    ]);
    return { default: mappingsRoutes(implementing(mappingsContract)) };
  }),
  monitors: late(async () => {
    const [{ monitorsContract }, { monitorsRoutes }] = await Promise.all([
      import('../../shared/contract/monitors.ts'),
      import('./monitors/routes.ts'),
    ]);
    return { default: monitorsRoutes(implementing(monitorsContract)) };
  }),
  runbooks: late(async () => {
    const [{ runbooksContract }, { runbooksRoutes }] = await Promise.all([
      import('../../shared/contract/runbooks.ts'),
      import('./runbooks/routes.ts'),
    ]);
    return { default: runbooksRoutes(implementing(runbooksContract)) };
  }),
  scorecards: late(async () => {
    const [{ scorecardsContract }, { scorecardsRoutes }] = await Promise.all([
      import('../../shared/contract/scorecards.ts'),
      import('./scorecards/routes.ts'),
    ]);
    return { default: scorecardsRoutes(implementing(scorecardsContract)) };
  }),
  activity: late(async () => {
    const [{ activityContract }, { activityRoutes }] = await Promise.all([
      import('../../shared/contract/activity.ts'),
      import('./activity/routes.ts'),
    ]);
    return { default: activityRoutes(implementing(activityContract)) };
  }),
  jobs: late(async () => {
    const [{ jobsContract }, { jobsRoutes }] = await Promise.all([import('../../shared/contract/jobs.ts'), import('./jobs/routes.ts')]);
    return { default: jobsRoutes(implementing(jobsContract)) };
  }),
  search: late(async () => {
    const [{ searchContract }, { searchRoutes }] = await Promise.all([
      import('../../shared/contract/search.ts'),
      import('./search/routes.ts'),
    ]);
    return { default: searchRoutes(implementing(searchContract)) };
  }),
  settings: late(async () => {
    const [{ settingsContract }, { settingsRoutes }] = await Promise.all([
      import('../../shared/contract/settings.ts'),
      import('./settings/routes.ts'),
    ]);
    return { default: settingsRoutes(implementing(settingsContract)) };
  }),
  answers: late(async () => {
    const [{ answersContract }, { answersRoutes }] = await Promise.all([
      import('../../shared/contract/answers.ts'),
      import('./answers/routes.ts'),
    ]);
    return { default: answersRoutes(implementing(answersContract)) };
  }),
  transfer: late(async () => {
    const [{ transferContract }, { transferRoutes }] = await Promise.all([
      import('../../shared/contract/transfer.ts'),
      import('./transfer/routes.ts'),
    ]);
    return { default: transferRoutes(implementing(transferContract)) };
  }),
  requests: late(async () => {
    const [{ requestsContract }, { requestsRoutes }] = await Promise.all([
      import('../../shared/contract/requests.ts'),
      import('./requests/routes.ts'),
    ]);
    return { default: requestsRoutes(implementing(requestsContract)) };
  }),
  resilience: late(async () => {
    const [{ resilienceContract }, { resilienceRoutes }] = await Promise.all([
      import('../../shared/contract/resilience.ts'),
      import('./resilience/routes.ts'),
    ]);
    return { default: resilienceRoutes(implementing(resilienceContract)) };
  }),
  mock: late(async () => {
    const [{ mockContract }, { mockRoutes }] = await Promise.all([import('../../shared/contract/mock.ts'), import('./mock/routes.ts')]);
    return { default: mockRoutes(implementing(mockContract)) };
  }),
  webhooks: late(async () => {
    const [{ webhooksContract }, { webhooksRoutes }] = await Promise.all([
      import('../../shared/contract/webhooks.ts'),
      import('./webhooks/routes.ts'),
    ]);
    return { default: webhooksRoutes(implementing(webhooksContract)) };
  }),
  flows: late(async () => {
    const [{ flowsContract }, { flowsRoutes }] = await Promise.all([import('../../shared/contract/flows.ts'), import('./flows/routes.ts')]);
    return { default: flowsRoutes(implementing(flowsContract)) };
  }),
};
