import { isAbsolute } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import { settings as settingsShape, type Settings, type SettingsState } from '../../../shared/contract/settings.ts';
import { readPacAnswer } from '../../../shared/domain/pac-answer.ts';
import { shownProxy, systemProxyWords } from '../../../shared/domain/proxy-choice.ts';
import type { Actor } from '../db/change-log.ts';
import { proxySecret } from '../credentials/secrets.ts';
import type { Engine } from '../engine.ts';
import { listAuthorities } from './authorities.ts';
import { countBodies } from './retention.ts';
import { readSettings } from './store.ts';

export async function showSettings(engine: Engine): Promise<SettingsState> {
  const { db, secrets, keychain, clock } = engine;
  const kept = readSettings(db);
  return {
    settings: kept,
    proxyPassword: secrets.has(proxySecret) ? keychain.kind : 'missing',
    systemProxy: await systemProxyNow(engine),
    authorities: listAuthorities(db),
    bodies: countBodies(engine, kept.retention, clock.now()),
  };
}

/** What “as the system” means in this core, asked for an address like any other. */
export async function systemProxyNow({ systemProxy }: Pick<Engine, 'systemProxy'>): Promise<SettingsState['systemProxy']> {
  if (systemProxy === null) return { from: 'environment', proxy: systemProxyWords(process.env), problem: '' };
  try {
    const [first = null] = readPacAnswer(await systemProxy('https://example.com'));
    return { from: 'operating system', proxy: first === null ? null : shownProxy(first), problem: '' };
  } catch (error) {
    return { from: 'operating system', proxy: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

const groupWords: Readonly<Record<keyof Settings, string>> = {
  retention: 'Retention',
  backups: 'Backups',
  proxy: 'Proxy',
  quietHours: 'Quiet hours',
  work: 'Capacity',
};

/** Sets whole groups; every group that differs is an entry of the activity. */
export async function setSettings(engine: Engine, actor: Actor, input: Partial<Settings>): Promise<SettingsState> {
  if (input.proxy) checkProxy(input.proxy);
  engine.commands.run(actor, (changes) => {
    for (const name of Object.keys(settingsShape.shape) as (keyof Settings)[]) {
      const group = input[name];
      if (group === undefined) continue;
      const value = JSON.stringify(group);
      if (changes.get('SELECT 1 FROM settings WHERE id = ?', name)) changes.update('setting', name, { value }, `${groupWords[name]} set`);
      else changes.insert('setting', { id: name, value }, `${groupWords[name]} set`);
    }
  });
  return showSettings(engine);
}

function checkProxy({ mode, url, pac }: Settings['proxy']): void {
  if (mode === 'pac' && !isPacPlace(pac))
    throw new Fault('bad_input', {
      happened: pac === '' ? 'Where the PAC file is has not been said.' : `“${pac}” is neither an address nor the whole path of a file.`,
      remedy: 'Write it like http://proxy.example/proxy.pac, or choose the file.',
      place: { path: 'proxy.pac' },
    });
  if (mode !== 'manual' && url === '') return;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!/^(?:https?|socks5h?|socks4a?|socks):$/.test(parsed?.protocol ?? '') || !parsed?.hostname)
    throw new Fault('bad_input', {
      happened: url === '' ? 'A manual proxy needs an address.' : 'This is not the address of a proxy.',
      remedy: 'Write it like http://proxy.example:3128 or socks5://proxy.example:1080.',
      place: { path: 'proxy.url' },
    });
  if (parsed.username !== '' || parsed.password !== '')
    throw new Fault('bad_input', {
      happened: 'There is a user name or a password in the address.',
      remedy: 'Enter them in their own fields: the password goes to the keychain. Nothing was kept.',
      place: { path: 'proxy.url' },
    });
}

const isPacPlace = (pac: string): boolean => (/^(?:https?|file):/i.test(pac) ? URL.canParse(pac) : isAbsolute(pac));

/** The password goes to the keychain and nowhere else; an empty one takes it out. */
export async function setProxyPassword(engine: Engine, actor: Actor, password: string): Promise<SettingsState> {
  const { secrets, commands } = engine;
  if (password === '') await secrets.remove(proxySecret);
  else await secrets.set(proxySecret, password);
  commands.run(actor, (changes) =>
    changes.note('setting', 'proxy', password === '' ? 'Password of the proxy taken out' : 'Password of the proxy replaced'),
  );
  return showSettings(engine);
}
