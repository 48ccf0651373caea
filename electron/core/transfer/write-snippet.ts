import type { ExportFormat } from '../../../shared/domain/transfer/export-formats.ts';
import { harRequest } from '../../../shared/domain/transfer/har-write.ts';
import { outgoingHar } from '../../../shared/domain/transfer/outgoing-har.ts';
import type { OutgoingRequest } from '../../../shared/domain/transfer/outgoing.ts';
import { writeCurl } from '../../../shared/domain/transfer/write-curl.ts';

/** What httpsnippet calls each language, and the library in it. */
const targets = {
  python: ['python', 'requests'],
  node: ['javascript', 'fetch'],
  go: ['go', 'native'],
  php: ['php', 'curl'],
  java: ['java', 'nethttp'],
  csharp: ['csharp', 'httpclient'],
  powershell: ['powershell', 'restmethod'],
  http: ['http', 'http1.1'],
} as const;

type SnippetFormat = Exclude<ExportFormat, 'har' | 'postman'>;

/** One request as a command or as code. Where its secret would stand there is a placeholder. */
export async function writeSnippet(request: OutgoingRequest, format: SnippetFormat): Promise<string> {
  switch (format) {
    case 'curl':
      return writeCurl(request, 'posix');
    case 'curl-powershell':
      return writeCurl(request, 'powershell');
    case 'curl-cmd':
      return writeCurl(request, 'cmd');
    default: {
      // Loaded with the first snippet: it knows forty languages.
      const { HTTPSnippet } = await import('@readme/httpsnippet');
      const [target, library] = targets[format];
      const written = new HTTPSnippet(harRequest(outgoingHar(request)) as ConstructorParameters<typeof HTTPSnippet>[0]).convert(
        target,
        library,
      );
      const code = Array.isArray(written) ? written.join('\n') : written === false ? '' : String(written);
      // Placeholders of the address come back encoded.
      return code.replaceAll(/%7B%7B([\w.-]+)%7D%7D/gi, '{{$1}}');
    }
  }
}
