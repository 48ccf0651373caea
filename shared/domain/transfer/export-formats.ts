/** What requests can be written as. */
export const exportFormats = [
  'curl',
  'curl-powershell',
  'curl-cmd',
  'har',
  'postman',
  'python',
  'node',
  'go',
  'php',
  'java',
  'csharp',
  'powershell',
  'http',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** How a format is called, the ending of its file, and its media type. */
export const exportFormatFacts: Readonly<
  Record<ExportFormat, { readonly words: string; readonly ending: string; readonly mediaType: string }>
> = {
  curl: { words: 'curl', ending: 'sh', mediaType: 'text/x-shellscript' },
  'curl-powershell': { words: 'curl for PowerShell', ending: 'ps1', mediaType: 'text/plain' },
  'curl-cmd': { words: 'curl for a batch file', ending: 'cmd', mediaType: 'text/plain' },
  har: { words: 'HAR', ending: 'har', mediaType: 'application/json' },
  postman: { words: 'Postman collection', ending: 'postman_collection.json', mediaType: 'application/json' },
  python: { words: 'Python (requests)', ending: 'py', mediaType: 'text/x-python' },
  node: { words: 'JavaScript (fetch)', ending: 'mjs', mediaType: 'text/javascript' },
  go: { words: 'Go', ending: 'go', mediaType: 'text/plain' },
  php: { words: 'PHP (curl)', ending: 'php', mediaType: 'text/plain' },
  java: { words: 'Java (HttpClient)', ending: 'java', mediaType: 'text/plain' },
  csharp: { words: 'C# (HttpClient)', ending: 'cs', mediaType: 'text/plain' },
  powershell: { words: 'PowerShell', ending: 'ps1', mediaType: 'text/plain' },
  http: { words: 'HTTP', ending: 'http', mediaType: 'message/http' },
};
