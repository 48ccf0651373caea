import type { FaultData } from '../../shared/contract/errors.ts';

/** A fault as text to hand on. The core has redacted it already; it never holds a secret. */
export function faultText(fault: FaultData): string {
  const lines = [fault.happened, fault.remedy, `Code: ${fault.code}`];
  if (fault.logId !== undefined) lines.push(`Log id: ${fault.logId}`);
  if (fault.place !== undefined) lines.push(`Place: ${JSON.stringify(fault.place)}`);
  if (fault.details !== undefined) lines.push(`Details: ${JSON.stringify(fault.details)}`);
  return lines.join('\n');
}
