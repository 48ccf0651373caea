/** The nonce that the page's policy asks of style elements; the shell writes a new one into the page each time. */
export function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}
