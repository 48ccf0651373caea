// Two exports of the same orders with known differences, about one in a hundred rows of each kind. `node make-files.ts ROWS FOLDER`.
import { createWriteStream, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How many keys of each kind the files hold, as they were made: what every engine must find. */
export interface Truth {
  matched: number;
  valueMismatch: number;
  missingRight: number;
  missingLeft: number;
  duplicates: number;
}

const currencies = ['EUR', 'EUR', 'EUR', 'USD', 'GBP', 'JPY', 'HUF'] as const;
const dayMs = 86_400_000;

/** Numbers that look random and are the same on every machine (Marsaglia's xorshift32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** Writes `left.csv` and `right.csv` of about so many rows; the right one is in another order. */
export async function makeLedgerFiles(rows: number, folder: string): Promise<{ left: string; right: string; truth: Truth }> {
  mkdirSync(folder, { recursive: true });
  const [left, right] = [join(folder, 'left.csv'), join(folder, 'right.csv')];
  const truth: Truth = { matched: 0, valueMismatch: 0, missingRight: 0, missingLeft: 0, duplicates: 0 };
  const random = dice(20_261_121);
  const begin = Date.UTC(2026, 7, 1);
  const rights: string[] = [];
  const out = createWriteStream(left);
  out.write('order_id,amount,currency,created_at,status,email,reference\n');
  let text = '';
  for (let index = 0; index < rows; index += 1) {
    const id = `ORD-${String(100_000_000 + index * 7)}`;
    const currency = currencies[Math.floor(random() * currencies.length)] ?? 'EUR';
    const minor = 100 + Math.floor(random() * 90_000);
    const amount = (of: number): string =>
      currency === 'JPY' ? String(of) : `${Math.floor(of / 100)}.${String(of % 100).padStart(2, '0')}`;
    const at = new Date(begin + Math.floor((index / rows) * 100 * dayMs)).toISOString();
    const status = random() < 0.9 ? 'paid' : 'refunded';
    const email = `customer${Math.floor(random() * 500_000)}@example.com`;
    const reference = random() < 0.05 ? `"note, with ""quotes"" ${index}"` : `ref ${index}`;
    const line = (value: number, state: string, mail: string): string =>
      `${id},${amount(value)},${currency},${at},${state},${mail},${reference}\n`;
    const kind = random();
    const whole = line(minor, status, email);
    if (kind < 0.01) {
      text += whole;
      truth.missingRight += 1;
    } else if (kind < 0.02) {
      rights.push(whole);
      truth.missingLeft += 1;
    } else if (kind < 0.03) {
      text += whole;
      rights.push(line(minor + 1 + Math.floor(random() * 500), status, email));
      truth.valueMismatch += 1;
    } else if (kind < 0.04) {
      text += whole;
      rights.push(line(minor, status === 'paid' ? 'refunded' : 'paid', email));
      truth.valueMismatch += 1;
    } else if (kind < 0.05) {
      text += whole;
      rights.push(line(minor, status, `x${email}`));
      truth.valueMismatch += 1;
    } else if (kind < 0.06) {
      text += whole + whole;
      rights.push(whole);
      truth.duplicates += 1;
    } else if (kind < 0.07) {
      text += whole;
      rights.push(whole, whole);
      truth.duplicates += 1;
    } else {
      text += whole;
      rights.push(whole);
      truth.matched += 1;
    }
    if (text.length > 1_000_000) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'finish');
  for (let index = rights.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [rights[index], rights[other]] = [rights[other] ?? '', rights[index] ?? ''];
  }
  const second = createWriteStream(right);
  second.write('order_id,amount,currency,created_at,status,email,reference\n');
  for (let index = 0; index < rights.length; index += 5_000) {
    if (!second.write(rights.slice(index, index + 5_000).join(''))) await once(second, 'drain');
  }
  second.end();
  await once(second, 'finish');
  return { left, right, truth };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rows = '100000', folder = '.'] = process.argv.slice(2);
  process.stdout.write(`${JSON.stringify(await makeLedgerFiles(Number(rows), folder))}\n`);
}
