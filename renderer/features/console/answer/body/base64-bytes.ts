interface WithFromBase64 {
  fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
}

/** The bytes that a base64 text stands for. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  // Ten times as quick where the browser has it, from Chrome 140 on.
  const { fromBase64 } = Uint8Array as WithFromBase64;
  if (fromBase64) return fromBase64(text);
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
