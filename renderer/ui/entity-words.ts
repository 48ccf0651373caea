/** Kinds of record whose name in the change log is not what a person calls them. */
const ownWords: Readonly<Record<string, string>> = {
  api: 'API',
  event: 'date',
  calendar_event: 'date',
  eventDate: 'day of a date',
  rung: 'rung of a ladder',
  process: 'business process',
  finding: 'drift',
  declaredLimit: 'limit',
  dependency: 'link to a process',
  requestChecks: 'checks of a request',
  runbookRead: 'reading of a runbook',
  runbookFollowUp: 'follow-up',
  followUp: 'follow-up',
  costPlan: 'prices',
  costQuantity: 'quantity',
  costInvoice: 'invoice',
  costBudget: 'budget',
  caCertificate: 'trusted authority',
  graphqlSchema: 'GraphQL schema',
};

/** A record's kind as a person reads it: "API", "runbook run", "date". */
export function entityWords(entity: string): string {
  return ownWords[entity] ?? spacedWords(entity);
}

/** "owner_name" and "ownerName" are "owner name". */
export function spacedWords(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
