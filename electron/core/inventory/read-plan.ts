import { planImport, type ImportPlan as DocumentPlan } from '../openapi/import-plan.ts';
import { readDocument } from '../openapi/read-document.ts';
import { defineJob } from '../jobs/job-kind.ts';

export interface ReadPlanInput {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

export interface ReadPlanResult {
  readonly plan: DocumentPlan;
  readonly text: string;
}

/** Reads a document on a worker thread: a hostile one can take seconds. */
export const readPlanJob = defineJob<ReadPlanInput, ReadPlanResult>(({ bytes, fileName }, { progress }) => {
  progress(null, `Reading ${fileName}`);
  const document = readDocument({ bytes, fileName });
  return { plan: planImport(document), text: document.text };
});
