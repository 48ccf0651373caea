export interface SystemProxy {
  readonly from: 'operating system' | 'environment';
  readonly proxy: string | null;
  readonly problem: string;
}

/** What “as the system” comes to: "the operating system says http://proxy.example:3128 for most addresses". */
export function systemProxyText({ from, proxy, problem }: SystemProxy): string {
  if (problem !== '') return `the proxy is not known: ${problem}`;
  if (from === 'environment') return proxy === null ? 'the environment names none, so directly' : `the environment says ${proxy}`;
  return proxy === null
    ? 'the operating system says directly, for most addresses'
    : `the operating system says ${proxy}, for most addresses`;
}
