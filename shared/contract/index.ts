import { activityContract } from './activity.ts';
import { calendarContract } from './calendar.ts';
import { consoleContract } from './console.ts';
import { credentialsContract } from './credentials.ts';
import { inventoryContract } from './inventory.ts';
import { jobsContract } from './jobs.ts';
import { ledgerContract } from './ledger.ts';
import { mappingsContract } from './mappings.ts';
import { monitorsContract } from './monitors.ts';
import { runbooksContract } from './runbooks.ts';
import { scorecardsContract } from './scorecards.ts';
import { searchContract } from './search.ts';
import { settingsContract } from './settings.ts';
import { todayContract } from './today.ts';
import { workspaceContract } from './workspace.ts';
import { flowsContract } from './flows.ts';
import { webhooksContract } from './webhooks.ts';
import { mockContract } from './mock.ts';
import { requestsContract } from './requests.ts';
import { resilienceContract } from './resilience.ts';
import { transferContract } from './transfer.ts';
import { answersContract } from './answers.ts';

/** The only way into the core, for the window and the terminal alike. */
export const contract = {
  workspace: workspaceContract,
  today: todayContract,
  inventory: inventoryContract,
  credentials: credentialsContract,
  console: consoleContract,
  ledger: ledgerContract,
  calendar: calendarContract,
  mappings: mappingsContract,
  monitors: monitorsContract,
  runbooks: runbooksContract,
  scorecards: scorecardsContract,
  activity: activityContract,
  jobs: jobsContract,
  search: searchContract,
  settings: settingsContract,
  answers: answersContract,
  transfer: transferContract,
  requests: requestsContract,
  resilience: resilienceContract,
  mock: mockContract,
  webhooks: webhooksContract,
  flows: flowsContract,
};
export type Contract = typeof contract;
