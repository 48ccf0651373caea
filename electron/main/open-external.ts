import { shell } from 'electron';

/** Only https leads outside; no file, no other program, no user name or password in the address. */
export function mayOpenExternally(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' && url.username === '' && url.password === '';
}

/** The one way out of the app. Returns whether it was opened. */
export async function openExternal(address: string): Promise<boolean> {
  if (!mayOpenExternally(address)) return false;
  await shell.openExternal(new URL(address).href);
  return true;
}
