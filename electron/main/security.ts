import { app, session, type WebContents } from 'electron';
import { appOrigin } from './app-scheme.ts';
import { openExternal } from './open-external.ts';

/** What no page may do, set once for the session and for every page that is ever made. */
export function lockDown(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  // The page never talks to the network: the engine does. Only our own scheme passes.
  defaultSession.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !details.url.startsWith(`${appOrigin}/`) && !details.url.startsWith('devtools:') });
  });
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

function confine(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }): void => event.preventDefault();
  contents.on('will-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-attach-webview', refuse);
  // WebRTC is under neither the content security policy nor the request filter.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(({ url }) => {
    void openExternal(url);
    return { action: 'deny' };
  });
}
