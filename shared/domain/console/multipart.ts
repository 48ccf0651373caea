/** One part of a form with files, as it goes over the wire before its content. */
export interface PartHead {
  readonly name: string;
  /** Null for a field of text. */
  readonly fileName: string | null;
  readonly mediaType: string | null;
}

/**
 * The head of a part, up to and with the empty line (RFC 7578 section 4; names are escaped as browsers do, HTML Standard
 * section 4.10.21.8: a quote or a line break in a name cannot end its header).
 */
export function partHead(boundary: string, { name, fileName, mediaType }: PartHead): string {
  const file = fileName === null ? '' : `; filename="${escaped(fileName)}"`;
  const type = mediaType === null ? '' : `Content-Type: ${mediaType.replaceAll(/[\r\n]/g, '')}\r\n`;
  return `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"${file}\r\n${type}\r\n`;
}

export const partEnd = '\r\n';
export const formEnd = (boundary: string): string => `--${boundary}--\r\n`;

const escaped = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replaceAll(/["\r\n\u0000]/g, (char) => ({ '"': '%22', '\r': '%0D', '\n': '%0A' })[char] ?? '%00');
