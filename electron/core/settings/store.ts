import { settings, type Settings } from '../../../shared/contract/settings.ts';
import type { Reader } from '../db/sqlite.ts';

/** What holds until somebody sets something else. */
export const defaultSettings: Settings = {
  retention: { bodyDays: 90, bodyGb: null, exchangeDays: null },
  backups: { isDaily: true, keep: 20 },
  proxy: { mode: 'none', pac: '', url: '', username: '', bypass: ['localhost', '127.0.0.1', '::1'] },
  quietHours: { isOn: true, fromHour: 19, toHour: 8 },
  work: { capacityDaysPerWeek: 3 },
};

/** All settings of the workspace; a group that cannot be read (written by a newer version) has its default. */
export function readSettings(db: Reader): Settings {
  const rows = new Map(db.all<{ id: string; value: string }>('SELECT id, value FROM settings').map(({ id, value }) => [id, value]));
  const kept = Object.fromEntries(
    Object.entries(settings.shape).flatMap(([name, shape]) => {
      const text = rows.get(name);
      const parsed = text === undefined ? null : shape.safeParse(JSON.parse(text));
      return parsed?.success ? [[name, parsed.data] as const] : [];
    }),
  );
  return { ...defaultSettings, ...kept };
}
