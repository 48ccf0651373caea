import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { v7 } from 'uuid';
import { afterEach } from 'vitest';
import { asFault } from '../../../shared/contract/fault-transport.ts';
import { isFault, type Fault } from '../../../shared/contract/errors.ts';
import { guardCall, type CallContext } from '../call-guard.ts';
import { Core, type CoreOptions } from '../core.ts';
import type { Clock } from '../db/commands.ts';
import type { Engine } from '../engine.ts';
import { createMemoryStore } from '../keychain/secret-store.ts';
import { openLog } from '../log.ts';
import { router } from '../router.ts';
import type { CoreClient } from '../terminal.ts';
import { placeEmptyWorkspace } from './empty-workspace.ts';

/** A clock that a test sets; it moves on by a millisecond with every reading, as a real one would. */
export interface TestClock extends Clock {
  set(at: number): void;
  pass(ms: number): void;
}

export const testNow = Date.UTC(2026, 10, 21, 8, 0, 0);

export function createTestClock(start = testNow): TestClock {
  let at = start;
  let made = 0;
  return {
    now: () => (at += 1),
    // An id says when it was made: by this clock, not by that of the day on which the test runs.
    newId: () => v7({ msecs: at, seq: (made += 1) }),
    set: (to) => {
      at = to;
    },
    pass: (ms) => {
      at += ms;
    },
  };
}

export interface TestCore {
  readonly core: Core;
  readonly clock: TestClock;
  /** Through the contract and its guard, as the window calls it. */
  readonly client: CoreClient;
  readonly options: CoreOptions;
  readonly logFolder: string;
}

export interface TestFolders {
  /** A new empty folder that is removed after the test. */
  folder(): string;
  start(options?: Partial<CoreOptions>): TestCore;
  /** A core with a new workspace open. */
  startOpen(options?: Partial<CoreOptions>): Promise<TestCore & { engine: Engine; folder: string }>;
  /** Runs after the test, before the folders are removed. */
  later(work: () => unknown): void;
}

/** Cores and folders that are closed and removed after each test of the calling file. */
export function coresForTests(): TestFolders {
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  });
  const folder = (): string => {
    const path = mkdtempSync(join(tmpdir(), 'quartermaster-test-'));
    cleanups.push(() => rmSync(path, { recursive: true, force: true }));
    return path;
  };
  const start = (changed: Partial<CoreOptions> = {}): TestCore => {
    const clock = createTestClock();
    const logFolder = folder();
    const options: CoreOptions = {
      program: 'app',
      appDataFolder: folder(),
      workerFile: new URL('../jobs/job-worker.ts', import.meta.url),
      contractsFolder: new URL('../../../resources/contracts/', import.meta.url),
      clock,
      log: openLog(logFolder, () => clock.now()),
      openKeychain: async () => createMemoryStore('a test'),
      ...changed,
    };
    const core = new Core(options);
    cleanups.push(() => core.close());
    return { core, clock, options, logFolder, client: clientOf(core) };
  };
  return {
    folder,
    start,
    startOpen: async (options) => {
      const started = start(options);
      const path = join(folder(), 'workspace');
      placeEmptyWorkspace(path, 'Test', started.clock);
      const engine = await started.core.open(path);
      return { ...started, engine, folder: path };
    },
    later: (work) => void cleanups.push(work),
  };
}

/** A client that goes through the guard and gives back faults, as every client of ours does. */
export function clientOf(core: Core): CoreClient {
  const thrown = async ({ next }: { next: () => Promise<unknown> }): Promise<unknown> => {
    try {
      return await next();
    } catch (error) {
      throw asFault(error);
    }
  };
  return createRouterClient(router, {
    context: { core, via: 'app' } satisfies CallContext,
    interceptors: [thrown as never, guardCall as never],
  });
}

/** The fault that something ends in; anything else fails the test. */
export async function faultFrom(work: Promise<unknown> | (() => unknown)): Promise<Fault> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (isFault(error)) return error;
    throw error;
  }
  throw new Error('expected a fault, and there was none');
}

/** Waits until something holds; fails after 5 s. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited 5 s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
