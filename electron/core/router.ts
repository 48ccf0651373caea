import { implement } from '@orpc/server';
import { contract } from '../../shared/contract/index.ts';
import { activityRoutes } from './activity/routes.ts';
import { calendarRoutes } from './calendar/routes.ts';
import type { CallContext } from './call-guard.ts';
import { consoleRoutes } from './console/routes.ts';
import { credentialsRoutes } from './credentials/routes.ts';
import { inventoryRoutes } from './inventory/routes.ts';
import { jobsRoutes } from './jobs/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { mappingsRoutes } from './mappings/routes.ts';
import { monitorsRoutes } from './monitors/routes.ts';
import { runbooksRoutes } from './runbooks/routes.ts';
import { scorecardsRoutes } from './scorecards/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { settingsRoutes } from './settings/routes.ts';
import { todayRoutes } from './today/routes.ts';
import { workspaceRoutes } from './workspace/routes.ts';
import { flowsRoutes } from './flows/routes.ts';
import { webhooksRoutes } from './webhooks/routes.ts';
import { mockRoutes } from './mock/routes.ts';
import { requestsRoutes } from './requests/routes.ts';
import { resilienceRoutes } from './resilience/routes.ts';
import { transferRoutes } from './transfer/routes.ts';
import { answersRoutes } from './answers/routes.ts';

const os = implement(contract).$context<CallContext>();

/** The contract, implemented: joins the features' routes. */
export const router = os.router({
  workspace: workspaceRoutes(os.workspace),
  today: todayRoutes(os.today),
  inventory: inventoryRoutes(os.inventory),
  credentials: credentialsRoutes(os.credentials),
  console: consoleRoutes(os.console),
  ledger: ledgerRoutes(os.ledger),
  calendar: calendarRoutes(os.calendar),
  mappings: mappingsRoutes(os.mappings),
  monitors: monitorsRoutes(os.monitors),
  runbooks: runbooksRoutes(os.runbooks),
  scorecards: scorecardsRoutes(os.scorecards),
  activity: activityRoutes(os.activity),
  jobs: jobsRoutes(os.jobs),
  search: searchRoutes(os.search),
  settings: settingsRoutes(os.settings),
  answers: answersRoutes(os.answers),
  transfer: transferRoutes(os.transfer),
  requests: requestsRoutes(os.requests),
  resilience: resilienceRoutes(os.resilience),
  mock: mockRoutes(os.mock),
  webhooks: webhooksRoutes(os.webhooks),
  flows: flowsRoutes(os.flows),
});
export type Router = typeof router;
export type Implementer = typeof os;
