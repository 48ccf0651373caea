// The floor for large answers: each streamed into a file as it comes. `node undici-to-disk.mjs URL COUNT FOLDER`
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Agent, request } from 'undici';

const [url = '', count = '0', folder = ''] = process.argv.slice(2);
const agent = new Agent({ connections: 1, pipelining: 1 });
for (let number = 0; number < Number(count); number += 1) {
  const { statusCode, body } = await request(url, { dispatcher: agent });
  if (statusCode !== 200) throw new Error(`undici had another answer: ${statusCode}`);
  await pipeline(body, createWriteStream(join(folder, `undici-${number}.json`)));
}
await agent.close();
