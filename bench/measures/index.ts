import type { Measure } from '../measure.ts';
import { coldStart } from './cold-start.ts';
import { contractCall } from './contract-call.ts';
import { documentImport } from './document-import.ts';
import { historyPages } from './history-pages.ts';
import { largeAnswer } from './large-answer.ts';
import { ledgerRun } from './ledger-run.ts';
import { manyRequests } from './many-requests.ts';
import { memory } from './memory.ts';
import { peerRun } from './peer-run.ts';
import { requestRun } from './request-run.ts';
import { savedRequests } from './saved-requests.ts';
import { scorecardBuild } from './scorecard-build.ts';

/** In the order of the report. */
export const measures: readonly Measure[] = [
  coldStart,
  memory,
  contractCall,
  documentImport,
  requestRun,
  peerRun,
  manyRequests,
  savedRequests,
  historyPages,
  largeAnswer,
  scorecardBuild,
  ledgerRun,
];
