import { hourOfDay } from './calendar/zone-time.ts';

export interface QuietHours {
  readonly isOn: boolean;
  readonly fromHour: number;
  readonly toHour: number;
}

/** Whether nobody is to be disturbed now; hours that go over midnight, such as 19 to 8, do. */
export function isQuiet({ isOn, fromHour, toHour }: QuietHours, now: number, zone: string): boolean {
  if (!isOn || fromHour === toHour) return false;
  const hour = hourOfDay(now, zone);
  return fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
}
