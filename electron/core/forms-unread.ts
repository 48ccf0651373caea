/**
 * Node reads its whole `fetch` when anybody so much as asks whether something is a form, and of every call that comes through a port
 * that is asked: 30 ms of each start. From now on the question is answered without it. Files come in through a port, as forms that
 * Node makes itself; none goes out, so nobody here makes one.
 */
export function leaveFormsUnread(): void {
  // Assigned, and not looked at before: newer runtimes read it for either a look or a definition.
  (globalThis as { FormData: unknown }).FormData = FormStandIn;
}

class FormStandIn {
  static [Symbol.hasInstance](value: unknown): boolean {
    return Object.prototype.toString.call(value) === '[object FormData]';
  }

  constructor() {
    throw new Error('The core takes files and hands none out: there is no form to make.');
  }
}
