import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** In a process of its own: what this one has read already would hide what is read. */
const inOwnProcess = (script: string): unknown =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ['--input-type=module', '-e', `import { leaveFormsUnread } from '${new URL('./forms-unread.ts', import.meta.url).href}'; ${script}`],
      { encoding: 'utf8' },
    ),
  );

const isFetchRead = "process.moduleLoadList.some((name) => name.includes('undici'))";
const ask = "const isForm = {} instanceof FormData || 'text' instanceof FormData || null instanceof FormData;";

describe('asking whether something is a form', () => {
  it('does not read fetch, which it does without us', () => {
    expect(inOwnProcess(`${ask} console.log(JSON.stringify([isForm, ${isFetchRead}]))`)).toEqual([false, true]);
    expect(inOwnProcess(`leaveFormsUnread(); ${ask} console.log(JSON.stringify([isForm, ${isFetchRead}]))`)).toEqual([false, false]);
  });

  it('still tells the form that a file came in with', () => {
    const script = `leaveFormsUnread();
      const head = '--x\\r\\nContent-Disposition: form-data; name="file"; filename="a.json"\\r\\n\\r\\n{}\\r\\n--x--\\r\\n';
      const form = await new Response(head, { headers: { 'content-type': 'multipart/form-data; boundary=x' } }).formData();
      console.log(JSON.stringify([form instanceof FormData, form.get('file').name]));`;
    expect(inOwnProcess(script)).toEqual([true, 'a.json']);
  });
});
