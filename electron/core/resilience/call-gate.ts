import { Fault } from '../../../shared/contract/errors.ts';
import { inOrder, type CallKind } from '../../../shared/domain/resilience/call-order.ts';
import { leavesAt, nextCallAt } from '../../../shared/domain/resilience/rate-budget.ts';
import { afterCallEnded, afterCallLeft, type BudgetKeeper } from './budgets.ts';

/** A call that wants to leave. */
export interface GateCall {
  readonly budget: BudgetKeeper;
  readonly host: string;
  readonly kind: CallKind;
  /** Of calls to the host at the same time. */
  readonly maxConcurrent: number;
  readonly holdsToLimits: boolean;
  /** It does not wait longer than this. */
  readonly mostMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Who it is, for whoever looks at the queue. */
  readonly about: CallAbout;
  readonly onQueued?: ((place: QueuePlace) => void) | undefined;
}

export interface CallAbout {
  readonly method: string;
  readonly path: string;
  readonly source: 'console' | 'terminal' | 'monitor' | 'flow' | 'runbook' | 'credential' | 'sample';
  readonly actor: string;
  readonly vendorName: string;
}

export interface QueuePlace {
  /** Calls of the same budget or host that go first. */
  readonly before: number;
  /** From now, as far as that can be told. */
  readonly inMs: number;
  readonly words: string;
}

/** Leave to send. */
export interface Admission {
  readonly waitedMs: number;
  readonly words: string;
  /** When the answer is there, or the call was not made; `onWireAt` is when its connection was ready, if it was. */
  readonly release: (onWireAt?: number) => void;
}

interface Waiting extends GateCall {
  readonly since: number;
  told: QueuePlace | null;
  readonly go: () => void;
  readonly giveUp: () => void;
}

const tellEveryMs = 1000;

/**
 * Lets calls leave: at most so many to a host at a time, and none over a limit. Who has to wait stands in one line, in the
 * order of `call-order.ts`. In memory: a process that ends takes its waiting calls along, and none of them has left.
 * Slots are counted here and not by cockatiel's bulkhead, which knows no priorities and cannot say who waits.
 */
export class CallGate {
  readonly #now: () => number;
  readonly #onChanged: () => void;
  readonly #running = new Map<string, number>();
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(now: () => number, onChanged: () => void) {
    this.#now = now;
    this.#onChanged = onChanged;
  }

  /**
   * Waits until a call may leave. Faults: `held_back` when it would have to wait longer than it may, `cancelled`. Nothing
   * was sent then.
   */
  async admit(call: GateCall): Promise<Admission> {
    if (call.signal?.aborted) throw cancelledFault();
    const now = this.#now();
    if (this.#isFree(call, now) && !this.#waiting.some((one) => one.budget === call.budget || one.host === call.host)) {
      return this.#leave(call, 0, '');
    }
    const inMs = this.#placeOf({ ...call, since: now, told: null, go: () => undefined, giveUp: () => undefined }, now).inMs;
    if (inMs > call.mostMs) throw this.#heldBack(call, now, inMs);
    return this.#queue(call, now);
  }

  /** A call that goes now or not at all: a second one beside one that is slow. */
  admitNow(call: GateCall): Admission | null {
    return this.#waiting.length === 0 && this.#isFree(call, this.#now()) ? this.#leave(call, 0, '') : null;
  }

  /** Those who wait for one budget, the next one first. */
  waitingFor(budget: BudgetKeeper): { readonly about: CallAbout; readonly sinceMs: number; readonly place: QueuePlace }[] {
    const now = this.#now();
    return inOrder(this.#waiting, now)
      .filter((one) => one.budget === budget)
      .map((one) => ({ about: one.about, sinceMs: now - one.since, place: this.#placeOf(one, now) }));
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #queue(call: GateCall, since: number): Promise<Admission> {
    return new Promise<Admission>((resolve, reject) => {
      const settle = (): void => {
        call.signal?.removeEventListener('abort', cancel);
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
      };
      const leave = (fault: Fault): void => {
        settle();
        reject(fault);
        this.#pump();
        this.#onChanged();
      };
      const cancel = (): void => leave(cancelledFault());
      const waiting: Waiting = {
        ...call,
        since,
        told: null,
        giveUp: () => leave(this.#heldBack(call, this.#now(), this.#placeOf(waiting, this.#now()).inMs)),
        go: () => {
          settle();
          resolve(this.#leave(call, this.#now() - since, waiting.told?.words ?? ''));
        },
      };
      this.#waiting.push(waiting);
      call.signal?.addEventListener('abort', cancel, { once: true });
      this.#pump();
      this.#onChanged();
    });
  }

  /** Lets go who may go now, tells the others where they stand, and comes back when the next may. */
  #pump(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const now = this.#now();
    const blocked = new Set<unknown>();
    let next = Infinity;
    for (const one of inOrder(this.#waiting, now)) {
      // Nobody overtakes who waits for the same budget or host.
      if (!blocked.has(one.budget) && !blocked.has(one.host) && this.#isFree(one, now)) {
        one.go();
        this.#onChanged();
        continue;
      }
      // Others went first, or the vendor asked for more: it has waited as long as it may.
      if (now - one.since >= one.mostMs) {
        one.giveUp();
        return;
      }
      const at = one.holdsToLimits ? nextCallAt(one.budget.state, now).at : now;
      if (at > now) next = Math.min(next, at);
      blocked.add(at > now ? one.budget : one.host);
    }
    for (const one of this.#waiting) this.#tell(one, now);
    if (this.#waiting.length === 0) return;
    this.#timer = setTimeout(() => this.#pump(), Math.max(1, Math.min(next - now, tellEveryMs)));
  }

  #tell(one: Waiting, now: number): void {
    if (!one.onQueued) return;
    const place = this.#placeOf(one, now);
    const { told } = one;
    // The screen counts the seconds by itself: only what it could not know is told.
    if (told && told.before === place.before && told.words === place.words && place.inMs <= told.inMs) return;
    one.told = place;
    one.onQueued(place);
  }

  #isFree(call: GateCall, now: number): boolean {
    if ((this.#running.get(call.host) ?? 0) >= call.maxConcurrent) return false;
    return !call.holdsToLimits || nextCallAt(call.budget.state, now).at <= now;
  }

  #leave(call: GateCall, waitedMs: number, words: string): Admission {
    const { host, budget } = call;
    this.#running.set(host, (this.#running.get(host) ?? 0) + 1);
    const leftAt = this.#now();
    afterCallLeft(budget, leftAt);
    let isReleased = false;
    const release = (onWireAt = leftAt): void => {
      if (isReleased) return;
      isReleased = true;
      const running = (this.#running.get(host) ?? 1) - 1;
      if (running > 0) this.#running.set(host, running);
      else this.#running.delete(host);
      afterCallEnded(budget, leftAt, onWireAt);
      if (this.#waiting.length > 0) this.#pump();
    };
    return { waitedMs, words, release };
  }

  #placeOf(one: Waiting, now: number): QueuePlace {
    const line = inOrder(this.#waiting.includes(one) ? this.#waiting : [...this.#waiting, one], now);
    const before = line.slice(0, line.indexOf(one)).filter((other) => other.budget === one.budget || other.host === one.host).length;
    const at = one.holdsToLimits ? leavesAt(one.budget.state, now, before) : now;
    const vendor = one.about.vendorName;
    return {
      before,
      inMs: Math.max(0, at - now),
      words:
        at > now
          ? one.budget.state.heldUntil >= at
            ? `Waits, as ${vendor} asked`
            : `Waits for ${possessive(vendor)} limit`
          : `Waits for a free place at ${one.host}`,
    };
  }

  #heldBack(call: GateCall, now: number, inMs: number): Fault {
    const next = nextCallAt(call.budget.state, now);
    if (next.at <= now) {
      return new Fault('held_back', {
        happened: `${call.maxConcurrent} calls to ${call.host} are under way, and none of them ended in time.`,
        remedy: 'Send it again when they are over, or let the API’s resilience policy allow more at a time. Nothing was sent.',
      });
    }
    const { policy } = next;
    const vendor = call.about.vendorName;
    const at = call.budget.wallTime(now + inMs);
    return new Fault('held_back', {
      happened:
        policy === null
          ? `${vendor} asked us to wait until ${momentWords(at, call.budget.wallTime(now))}.`
          : `${possessive(vendor)} limit “${policy}” is used up until ${momentWords(at, call.budget.wallTime(now))}.`,
      remedy: 'Send it then, or let the API’s resilience policy not hold calls to limits. Nothing was sent.',
      details: { mayBeSentAt: at },
    });
  }
}

const cancelledFault = (): Fault =>
  new Fault('cancelled', {
    happened: 'The call was cancelled while it waited.',
    remedy: 'Nothing was sent; send it again when you want to.',
  });

const possessive = (name: string): string => (name.endsWith('s') ? `${name}’` : `${name}’s`);

/** "03:06:40"; on another day than today with its date. */
function momentWords(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)];
  const time = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  if (then.toDateString() === today.toDateString()) return time;
  return `${time} on ${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}`;
}
