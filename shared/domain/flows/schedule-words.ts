import type { FlowSchedule } from './schedule.ts';

const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const number = /^\d{1,2}$/;

/** "Every day at 06:00, Europe/Berlin"; what is more than usual is said as it is written. */
export function scheduleWords({ cron, zone }: FlowSchedule): string {
  const [minute = '', hour = '', day = '', month = '', weekDay = ''] = cron.trim().split(/\s+/);
  const where = `, ${zone}`;
  if (month !== '*') return `“${cron}”${where}`;
  if (number.test(minute) && hour === '*' && day === '*' && weekDay === '*') return `Every hour at :${minute.padStart(2, '0')}${where}`;
  const every = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
  if (every !== undefined && hour === '*' && day === '*' && weekDay === '*') return `Every ${every} minutes`;
  if (!number.test(minute) || !number.test(hour)) return `“${cron}”${where}`;
  const at = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (day === '*' && weekDay === '*') return `Every day at ${at}${where}`;
  if (day === '*' && weekDay === '1-5') return `On working days at ${at}${where}`;
  if (day === '*' && /^[0-6]$/.test(weekDay)) return `Every ${dayNames[Number(weekDay)] ?? ''} at ${at}${where}`;
  if (number.test(day) && weekDay === '*') return `On day ${day} of the month at ${at}${where}`;
  return `“${cron}”${where}`;
}
