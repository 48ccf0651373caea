// The floor in a process of its own, start to end: node fresh-undici.mjs URL COUNT
import { Agent, request } from 'undici';

const [url, count] = process.argv.slice(2);
const agent = new Agent({ connections: 1, pipelining: 1 });
for (let number = 0; number < Number(count); number += 1) {
  const { statusCode, body } = await request(`${url}/orders/order-${number}`, { dispatcher: agent });
  const order = /** @type {{ id: string }} */ (await body.json());
  if (statusCode !== 200 || order.id !== `order-${number}`) throw new Error(`undici had another answer: ${statusCode}`);
}
await agent.close();
