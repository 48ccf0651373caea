import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import { systemProxyText } from '../../shared/domain/system-proxy-text.ts';
import { proxyModes, type Settings, type SettingsState } from '../../shared/contract/settings.ts';
import { withExamples } from './examples.ts';
import { findOne } from './find-record.ts';
import { showDay } from './instants.ts';
import { addCertificateVerbs } from './certificate-verbs.ts';
import { evenIfOrdinary, meantSecret } from './meant-secret.ts';
import { collect, wholeNumber } from './option-values.ts';
import { readSecret } from './read-secret.ts';
import { plural, sizeText } from './standing-text.ts';
import { layoutFacts, layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

interface SetOptions {
  readonly bodyDays?: string;
  readonly bodyGb?: string;
  readonly exchangeDays?: string;
  readonly dailyBackup?: boolean;
  readonly keepBackups?: number;
  readonly proxy?: Settings['proxy']['mode'];
  readonly proxyUrl?: string;
  readonly pac?: string;
  readonly proxyUser?: string;
  readonly bypass: readonly string[];
  readonly proxyPassword?: boolean;
  readonly evenIfOrdinary?: boolean;
  readonly quiet?: string;
  readonly capacity?: string;
}

export function addSettingsVerbs(program: Command, run: Run): void {
  const noun = program.command('settings').description('Retention, backups, proxy, trusted authorities, quiet hours');
  withExamples(noun.command('show').description('Show every setting'), 'settings show --json').action(() =>
    run((terminal) => terminal.inWorkspace(async (client) => shown(await client.settings.show({}, terminal.call)))),
  );
  withExamples(
    noun
      .command('set')
      .description('Change settings; what is not named stays')
      .option('--body-days <days>', 'days that bodies of exchanges are kept, or "all"')
      .option('--body-gb <gigabytes>', 'how much of them is kept at most, the newest, or "all"')
      .option('--exchange-days <days>', 'days that exchanges as a whole are kept, or "all"')
      .option('--daily-backup', 'make a backup every day')
      .option('--no-daily-backup', 'make no backup by itself')
      .option('--keep-backups <count>', 'how many backups are kept', wholeNumber(3, 200))
      .addOption(new Option('--proxy <mode>', 'how calls reach the internet').choices(proxyModes))
      .option('--proxy-url <url>', 'of a manual proxy: http://proxy.example:3128 or socks5://proxy.example:1080')
      .option('--pac <place>', 'a PAC file: an address, or a file')
      .option('--proxy-user <name>', 'its user name')
      .option('--bypass <host>', 'a host that is reached directly (may be repeated)', collect, [])
      .option('--proxy-password', 'read its password from standard input and keep it in the keychain')
      .option(...evenIfOrdinary)
      .option('--quiet <hours>', 'when nobody is disturbed: 19-8, or "never"')
      .option('--capacity <days>', 'days a week for work on vendors’ changes'),
    'settings set --body-days 30 --body-gb 5',
    'settings set --pac http://proxy.example/proxy.pac',
    'settings set --proxy manual --proxy-url http://proxy.example:3128 --bypass .internal.example',
  ).action((options: SetOptions) => run((terminal) => set(terminal, options)));
  withExamples(
    noun
      .command('retention')
      .description('Show what is older than the retention, or too much; --apply purges it for good')
      .option('--apply', 'purge it now; that cannot be undone'),
    'settings retention',
    'settings retention --apply',
  ).action((options: { apply?: boolean }) => run((terminal) => retention(terminal, options.apply === true)));
  withExamples(
    noun.command('trust').description('Trust the authorities in a PEM file for every call').argument('<file>', 'a PEM file'),
    'settings trust company-root.pem',
  ).action((file: string) => run((terminal) => trust(terminal, file)));
  addCertificateVerbs(noun, run);
  withExamples(
    noun.command('distrust').description('No longer trust an authority').argument('<authority>', 'its name or id'),
    'settings distrust "Acme Root CA"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { authorities } = await client.settings.show({});
        const found = findOne(text, {
          what: 'authority',
          where: 'quartermaster settings show',
          rows: authorities,
          idOf: ({ id }) => id,
          namesOf: ({ name }) => [name],
        });
        await client.settings.removeAuthority({ id: found.id }, terminal.call);
        return { json: { removed: { id: found.id, name: found.name } }, show: () => [`“${found.name}” is no longer trusted.`] };
      }),
    ),
  );
}

function shown(state: SettingsState): Outcome {
  const { settings, bodies } = state;
  const { retention, backups, proxy, quietHours, work } = settings;
  const proxyWords = {
    none: 'none, calls go directly',
    system: `as the system: ${systemProxyText(state.systemProxy)}`,
    pac: `as the PAC file ${proxy.pac} says`,
    manual: `${proxy.url}${proxy.username === '' ? '' : `, user ${proxy.username}`}, password ${state.proxyPassword === 'missing' ? 'none' : `in the ${state.proxyPassword}`}`,
  }[proxy.mode];
  return {
    json: state,
    show: ({ width }): Line[] => [
      { text: 'Settings', tone: 'title' },
      ...layoutFacts([
        ['Bodies', ruleText(retention)],
        ['Exchanges', retention.exchangeDays === null ? 'kept for ever' : `kept for ${retention.exchangeDays} days`],
        ['Kept now', `${plural(bodies.count, 'body', 'bodies')}, ${sizeText(bodies.bytes)}; ${bodies.dueCount} are too old`],
        ['Backups', `${backups.isDaily ? 'every day' : 'by hand'}, ${backups.keep} are kept`],
        ['Proxy', proxyWords],
        ['Directly', proxy.mode === 'manual' ? proxy.bypass.join(', ') : null],
        ['Quiet hours', quietHours.isOn ? `${quietHours.fromHour}:00 to ${quietHours.toHour}:00` : 'never'],
        ['Capacity', `${work.capacityDaysPerWeek} days a week for vendors’ changes`],
      ]),
      ...(state.authorities.length === 0
        ? []
        : [
            '',
            { text: plural(state.authorities.length, 'trusted authority', 'trusted authorities'), tone: 'title' as const },
            ...layoutTable(
              [{ title: 'Name', least: 16 }, { title: 'Until' }, { title: 'SHA-256', least: 20 }],
              state.authorities.map(({ name, validTo, fingerprint }) => [name, showDay(validTo), fingerprint]),
              width,
            ),
          ]),
    ],
  };
}

async function set(terminal: Terminal, options: SetOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { settings } = await client.settings.show({});
    const input: Partial<Settings> = {
      ...retentionOf(options, settings.retention),
      ...(options.dailyBackup === undefined && options.keepBackups === undefined
        ? {}
        : { backups: { isDaily: options.dailyBackup ?? settings.backups.isDaily, keep: options.keepBackups ?? settings.backups.keep } }),
      ...(options.proxy === undefined &&
      options.proxyUrl === undefined &&
      options.pac === undefined &&
      options.proxyUser === undefined &&
      options.bypass.length === 0
        ? {}
        : {
            proxy: {
              mode: options.proxy ?? (options.pac !== undefined ? 'pac' : options.proxyUrl === undefined ? settings.proxy.mode : 'manual'),
              pac:
                options.pac === undefined
                  ? settings.proxy.pac
                  : /^(?:https?|file):/i.test(options.pac)
                    ? options.pac
                    : resolve(terminal.io.cwd, options.pac),
              url: options.proxyUrl ?? settings.proxy.url,
              username: options.proxyUser ?? settings.proxy.username,
              bypass: options.bypass.length > 0 ? [...options.bypass] : settings.proxy.bypass,
            },
          }),
      ...(options.quiet === undefined ? {} : { quietHours: quietOf(options.quiet, settings.quietHours) }),
      ...(options.capacity === undefined ? {} : { work: { capacityDaysPerWeek: Number(options.capacity) } }),
    };
    // Read before anything is set: without a password nothing is.
    const entered =
      options.proxyPassword === true ? meantSecret(await readSecret(terminal.io, 'Password of the proxy'), options.evenIfOrdinary) : null;
    const state = await client.settings.set(input, terminal.call);
    if (entered === null) return shown(state);
    const { secret: password, ...meant } = entered;
    return shown(await client.settings.setProxyPassword({ password, ...meant }, terminal.call));
  });
}

/** "all" keeps for ever; what is not named stays. */
function retentionOf(options: SetOptions, before: Settings['retention']): Partial<Settings> {
  const { bodyDays, bodyGb, exchangeDays } = options;
  if (bodyDays === undefined && bodyGb === undefined && exchangeDays === undefined) return {};
  const read = (text: string | undefined, kept: number | null): number | null =>
    text === undefined ? kept : text === 'all' ? null : Number(text);
  return {
    retention: {
      bodyDays: read(bodyDays, before.bodyDays),
      bodyGb: read(bodyGb, before.bodyGb),
      exchangeDays: read(exchangeDays, before.exchangeDays),
    },
  };
}

function quietOf(text: string, before: Settings['quietHours']): Settings['quietHours'] {
  if (text === 'never') return { ...before, isOn: false };
  const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (from === undefined || to === undefined)
    throw new Fault('bad_input', {
      happened: `“${text}” is not a stretch of hours.`,
      remedy: 'Write it like 19-8, or never. Nothing was changed.',
    });
  return { isOn: true, fromHour: Number(from), toHour: Number(to) };
}

/** "kept for 90 days, at most 5 GB". */
function ruleText({ bodyDays, bodyGb }: Settings['retention']): string {
  if (bodyDays === null && bodyGb === null) return 'kept for ever';
  return `kept${bodyDays === null ? '' : ` for ${bodyDays} days`}${bodyGb === null ? '' : `${bodyDays === null ? '' : ','} at most ${bodyGb} GB`}`;
}

async function retention(terminal: Terminal, isApplied: boolean): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { bodies, settings } = await client.settings.show({});
    const rule = `Bodies are ${ruleText(settings.retention)}.`;
    const { dueCount, dueBytes, dueExchanges, dueDeliveries, held, backups } = bodies;
    if (!isApplied)
      return {
        json: { ...bodies, ...settings.retention },
        show: () => [
          rule,
          `${plural(dueCount, 'body', 'bodies')} of ${sizeText(dueBytes)} and ${plural(dueExchanges, 'exchange')} are to be purged. That cannot be undone.`,
          ...(dueDeliveries > 0 ? [`So are the bytes of ${plural(dueDeliveries, 'delivery', 'deliveries')} of webhooks.`] : []),
          ...(held === '' ? [] : [`${held}: the daily purge waits for you. If that is right, --apply; if the clock is wrong, set it.`]),
          ...(backups === 0
            ? []
            : [`${plural(backups, 'backup')} from before ${backups === 1 ? 'holds' : 'hold'} them until rotated away.`]),
          ...(bodies.isRewriteOwed ? ['Of an earlier purge the file is still to be written anew; --apply does it.'] : []),
        ],
      };
    const gone = await client.settings.applyRetention({}, terminal.call);
    const rewritten = {
      done: 'The file was written anew: nothing of them is left in it.',
      'not asked': '',
      'no room': 'The disk is too full to write the file anew: run it again when there is room.',
      cancelled: 'The file was not written anew.',
    }[gone.rewritten];
    return {
      json: gone,
      show: () => [
        rule,
        `${plural(gone.bodies, 'body', 'bodies')} and ${plural(gone.exchanges, 'exchange')} purged, ${sizeText(gone.bytes)}.`,
        ...(gone.deliveries > 0 ? [`${plural(gone.deliveries, 'delivery', 'deliveries')} of webhooks lost their bytes.`] : []),
        ...(rewritten === '' ? [] : [rewritten]),
      ],
    };
  });
}

async function trust(terminal: Terminal, file: string): Promise<Outcome> {
  let pem: string;
  try {
    pem = readFileSync(resolve(terminal.io.cwd, file), 'utf8');
  } catch {
    throw new Fault('not_found', { happened: `${file} cannot be read.`, remedy: 'Name a PEM file that is there. Nothing was changed.' });
  }
  return terminal.inWorkspace(async (client) => {
    const authorities = await client.settings.addAuthority({ pem }, terminal.call);
    return {
      json: authorities,
      show: () =>
        authorities.map(({ name, fingerprint, validTo }) => `${name} is trusted until ${showDay(validTo)} (SHA-256 ${fingerprint}).`),
    };
  });
}
