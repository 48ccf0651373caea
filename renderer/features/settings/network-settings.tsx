import { useState, type ReactElement } from 'react';
import { proxyModes, type SettingsState } from '../../../shared/contract/settings.ts';
import { systemProxyText } from '../../../shared/domain/system-proxy-text.ts';
import { client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { fieldError } from '../../ui/field-error.ts';
import { NewSecretField, noSecret, ordinaryProblem } from '../../ui/new-secret-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';

const modeLabels = {
  none: 'None',
  system: 'As the system',
  pac: 'PAC file',
  manual: 'Manual',
} as const satisfies Record<(typeof proxyModes)[number], string>;

/** Through which proxy calls go; its password goes to the keychain and is not shown again. */
export function NetworkSettings({ state }: { readonly state: SettingsState }): ReactElement {
  const [proxy, setProxy] = useState(state.settings.proxy);
  const [bypass, setBypass] = useState(state.settings.proxy.bypass.join('\n'));
  const [password, setPassword] = useState(noSecret);
  const [problem, setProblem] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const save = async (): Promise<void> => {
    const found = password.secret === '' ? null : ordinaryProblem(password);
    setProblem(found);
    if (found !== null) return;
    setIsSaving(true);
    setFault(null);
    try {
      const hosts = bypass.split(/[\s,]+/).filter((host) => host !== '');
      await client.settings.set({ proxy: { ...proxy, bypass: hosts } });
      const { secret, ...meant } = password;
      if (secret !== '') await client.settings.setProxyPassword({ password: secret, ...meant });
      setPassword(noSecret);
      toast({ words: 'Proxy set; the next call goes by it', state: 'holds' });
    } catch (error) {
      setFault(error);
    } finally {
      setIsSaving(false);
    }
  };
  const forget = async (): Promise<void> => {
    await client.settings.setProxyPassword({ password: '' });
    toast({ words: 'Password of the proxy taken out of the keychain' });
  };
  const urlError = fieldError(fault, 'proxy.url');
  const pacError = fieldError(fault, 'proxy.pac');
  return (
    <SettingGroup title="Proxy" words="For every call of this workspace: by hand, by flows, monitors and runbooks.">
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className={styles.row}>
          <Segments
            label="Proxy"
            value={proxy.mode}
            onChange={(mode) => setProxy({ ...proxy, mode })}
            items={proxyModes.map((value) => ({ value, label: modeLabels[value] }))}
          />
        </div>
        {proxy.mode === 'system' && (
          <p className="muted">
            In this window: {systemProxyText(state.systemProxy)}. A terminal command without the app reads HTTPS_PROXY, HTTP_PROXY and
            NO_PROXY.
          </p>
        )}
        {proxy.mode === 'pac' && (
          <TextField
            label="Where the PAC file is"
            value={proxy.pac}
            onChange={(pac) => setProxy({ ...proxy, pac })}
            placeholder="https://intranet.example/proxy.pac"
            reason="An address, or a path on this computer. It says for each host which proxy is taken."
            mono
            error={pacError}
          />
        )}
        {(proxy.mode === 'manual' || proxy.mode === 'pac') && (
          <>
            {proxy.mode === 'manual' && (
              <TextField
                label="Address"
                value={proxy.url}
                onChange={(url) => setProxy({ ...proxy, url })}
                placeholder="http://proxy.example:3128 or socks5://proxy.example:1080"
                mono
                error={urlError}
              />
            )}
            <div className={styles.pair}>
              <TextField label="User name" value={proxy.username} onChange={(username) => setProxy({ ...proxy, username })} />
              <NewSecretField
                label="Password"
                value={password}
                onChange={setPassword}
                problemOf={ordinaryProblem}
                error={problem}
                placeholder={state.proxyPassword === 'missing' ? '' : `kept in the ${state.proxyPassword}`}
              />
            </div>
            <TextArea
              label="Directly, without the proxy"
              value={bypass}
              onChange={setBypass}
              reason="One host a line: localhost, 10.0.0.5:8080, .internal.example for all below it."
            />
          </>
        )}
        <div className={styles.buttons}>
          <Button type="submit" loading={isSaving}>
            Set proxy
          </Button>
          {state.proxyPassword !== 'missing' && (
            <Button kind="quiet" onClick={() => void forget()}>
              Forget its password
            </Button>
          )}
        </div>
        {fault !== null && urlError === null && pacError === null ? <FaultNote fault={fault} /> : null}
      </form>
    </SettingGroup>
  );
}
