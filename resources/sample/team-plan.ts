import { sampleCredentials } from './credentials.ts';
import { sampleProcesses } from './processes.ts';
import { day, hour, minute, sampleBegins } from './sample-time.ts';
import { found, type BoundCredential, type Stage, type Stock } from './stage.ts';
import { teamNames } from './people.ts';
import { insertRow } from './timeline.ts';

export function planPeople({ timeline, now, team }: Stage): void {
  const begin = sampleBegins(now);
  teamNames.forEach((name, place) => {
    const at = begin + (place + 1) * 3 * minute;
    timeline.plan(at, 'you', (changes) =>
      changes.insert('person', { id: team[name].id, name, login: null, role: 'operator', created_at: at }, `${name} joined as operator`),
    );
  });
}

export function planProcesses(stage: Stage, stock: Stock): void {
  const { db, now, newId, team, timeline } = stage;
  sampleProcesses.forEach((process, place) => {
    const at = sampleBegins(now) + 4 * day + place * 21 * minute;
    const id = newId(at);
    timeline.plan(at, 'Mara', (changes) => {
      const row = {
        id,
        name: process.name,
        criticality: process.criticality,
        owner_id: team[process.owner].id,
        deputy_id: process.deputy && team[process.deputy].id,
        service_hours: process.serviceHours,
        units_per_hour: process.volume?.[0] ?? null,
        unit_name: process.volume?.[1] ?? '',
        value_minor: process.volume?.[2] ?? null,
        currency: process.volume ? 'EUR' : null,
        notes: process.notes,
        created_at: at,
      };
      changes.insert('process', row, `Added the business process ${process.name}`);
      const count = process.dependencies.length;
      changes.bulk('process', id, `Linked ${process.name} to ${count} APIs`, { dependencies: count }, () => {
        for (const [api, strength, impact, fallback] of process.dependencies) {
          insertRow(db, 'dependencies', {
            id: newId(at),
            process_id: id,
            api_id: stock.api(api).id,
            strength,
            impact,
            fallback,
            created_at: at,
          });
        }
      });
    });
  });
}

/** Descriptions of credentials, their bindings and rotations. Returns their ids by name. */
export function planCredentials(stage: Stage, stock: Stock): ReadonlyMap<string, string> {
  const { now, newId, team, timeline } = stage;
  const ids = new Map<string, string>();
  sampleCredentials.forEach((credential, place) => {
    const at = sampleBegins(now) + 2 * day + place * 11 * minute;
    const id = newId(at);
    ids.set(credential.name, id);
    const headerName = credential.placement?.name ?? 'Authorization';
    const bound: BoundCredential = { id, name: credential.name, headerName };
    const environments = credential.boundTo.map(([api, kind]) => stock.environment(api, kind));
    for (const environment of environments) environment.credential = bound;
    timeline.plan(at, credential.rotatedBy, (changes) => {
      const { name, kind, username, rotationDays, notes } = credential;
      changes.insert(
        'credential',
        {
          id,
          name,
          kind,
          vendor_id: stock.vendorId(credential.vendor),
          placement_in: credential.placement?.in ?? null,
          placement_name: credential.placement?.name ?? null,
          username,
          rotated_at: at,
          expires_at: null,
          rotation_days: rotationDays,
          secret_kept: 'missing',
          notes,
          oauth: credential.oauth ? JSON.stringify(credential.oauth) : null,
          manage_url: credential.manageUrl ?? null,
          created_at: at,
        },
        `Added the credential ${name}`,
      );
      for (const environment of environments)
        changes.update('environment', environment.id, { credential_id: id }, `${name} is used for ${apiOf(stock, environment.id)}`);
    });
    // Three hours and more, so that the age in whole days is the same for the rest of the day.
    const rotatedAt = now - credential.rotatedDaysAgo * day - 3 * hour - place * minute;
    const expiresAt = credential.expiresInDays === null ? null : now + credential.expiresInDays * day - 2 * hour;
    timeline.plan(rotatedAt, credential.rotatedBy, (changes) => {
      changes.update(
        'credential',
        id,
        { rotated_at: rotatedAt, expires_at: expiresAt },
        `${credential.name}: secret replaced by ${team[credential.rotatedBy].name}`,
      );
    });
  });
  return ids;
}

function apiOf(stock: Stock, environmentId: string): string {
  return found(
    stock.apis.find(({ environments }) => environments.some(({ id }) => id === environmentId)),
    'API of an environment',
  ).key;
}
