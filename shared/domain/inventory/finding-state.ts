/** So many later answers without the difference say that it is gone. */
export const fitsToClose = 5;

export interface FindingFacts {
  readonly status: 'open' | 'accepted' | 'closed';
  readonly title: string;
  readonly acceptedAt: number | null;
  readonly acceptedUntil: number | null;
  /** The contract it was accepted against; null holds for every contract. */
  readonly acceptedContractId: string | null;
}

export interface Sighting {
  readonly at: number;
  readonly contractId: string | null;
  readonly title: string;
}

/**
 * How a finding stands once it is seen again. What was accepted stays so until its date, for its contract, and as long as it is the
 * same difference; everything else is open.
 */
export function standingWhenSeen(finding: FindingFacts, seen: Sighting): 'open' | 'accepted' {
  if (finding.acceptedAt === null) return finding.status === 'accepted' ? 'accepted' : 'open';
  if (finding.status === 'open') return 'open';
  const isOver = finding.acceptedUntil !== null && seen.at >= finding.acceptedUntil;
  const isNewContract = finding.acceptedContractId !== null && finding.acceptedContractId !== seen.contractId;
  return isOver || isNewContract || differenceOf(finding.title) !== differenceOf(seen.title) ? 'open' : 'accepted';
}

/** What a difference is, without the value of one answer and the version of one contract: the same one reads the same. */
export const differenceOf = (title: string): string =>
  title
    .replace(/, got “.*$/s, '')
    .replace(/, got -?[\d.]+$/, '')
    .replaceAll(/\[\d+\]/g, '[*]')
    .replaceAll(/\/\d+(?=\/|:|$)/g, '/*')
    .replaceAll(/\bcontract [^\s:]+/g, 'the contract');
