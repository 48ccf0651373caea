import { readFileSync } from 'node:fs';
import type { ElectronApplication } from 'playwright';

export interface TakenMemory {
  /** Pages that several processes share are counted in each of them; bytes. */
  readonly workingSet: number;
  /** Shared pages are divided among those who share them (Linux: Pss of smaps_rollup); null where the system does not say; bytes. */
  readonly proportional: number | null;
  /** Megabytes by kind of process. */
  readonly kinds: ReadonlyMap<string, number>;
}

/** What all processes of an app take together now. */
export async function memoryOf(app: ElectronApplication): Promise<TakenMemory> {
  const processes = await app.evaluate(({ app: shell }) =>
    shell
      .getAppMetrics()
      .map(({ pid, type, serviceName, memory: used }) => ({ pid, name: serviceName ?? type, kilobytes: used.workingSetSize })),
  );
  const shares = processes.map(({ pid }) => proportionalOf(pid));
  const kinds = new Map<string, number>();
  processes.forEach(({ name, kilobytes }, index) =>
    kinds.set(name, (kinds.get(name) ?? 0) + (shares[index] ?? kilobytes * 1024) / 1024 ** 2),
  );
  return {
    workingSet: processes.reduce((sum, { kilobytes }) => sum + kilobytes * 1024, 0),
    proportional: shares.reduce<number | null>((sum, share) => (sum === null || share === null ? null : sum + share), 0),
    kinds,
  };
}

function proportionalOf(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const [, kilobytes] = /^Pss:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
