// Electron's security checklist, item by item: each test tries the forbidden thing in the running app.
import { expect, test } from './support/app.ts';
import { recordExternalOpens } from './support/main-process.ts';
import { useSharedApp } from './support/shared-app.ts';
import { createWorkspace } from './support/workspaces.ts';
import { startEchoServer } from './peers/echo-server.ts';

const origin = 'app://quartermaster';

const running = useSharedApp({}, async (app) => {
  // What is refused here is reported on the console; that is how a developer learns of it.
  app.expectComplaint(
    /Content Security Policy|Not allowed to (load local resource|navigate top frame)|ERR_BLOCKED_BY_CLIENT|net::ERR_|Refused to|violates the following|Failed to load resource/,
  );
  await createWorkspace(app);
});

/** Runs an expression in the page. Attempts are text: what they use is the page's, and not known to these files. */
const inPage = <T>(expression: string): Promise<T> => running().page.evaluate<T>(expression);

/** Runs attempts in the page in a turn of its own, outside the debugger's exemption from the policy on eval. */
const inOwnTurn = (body: string): Promise<string> =>
  inPage<string>(
    `new Promise((done) => setTimeout(async () => { try { done(String(await (async () => { ${body} })())); } catch (error) { done('refused: ' + error.name); } }))`,
  );

test.describe('the page is a page', () => {
  test('has nothing of Node', async () => {
    const kinds = await inPage<string[]>('[typeof require, typeof process, typeof module, typeof Buffer, typeof global, typeof __dirname]');
    expect(kinds).toEqual(Array.from({ length: 6 }, () => 'undefined'));
  });

  test('has a bridge of two functions in a world of its own, and cannot change it', async () => {
    expect(await inPage('Object.keys(window.quartermaster).sort()')).toEqual(['call', 'listen']);
    expect(await inPage('[typeof window.ipcRenderer, typeof window.electron, typeof window.quartermaster.ipcRenderer]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ]);
    await inPage(
      "try { window.quartermaster = { call: () => 'mine' } } catch {}; try { window.quartermaster.call = () => 'mine' } catch {}",
    );
    expect(await inPage('window.quartermaster.call("startState").then((state) => typeof state.version)')).toBe('string');
    // What the page does to the prototypes does not reach the preload's world.
    const reached = await inOwnTurn(`
      const invoke = Function.prototype.call; let caught = 0;
      Function.prototype.call = function (...args) { if (args.some((one) => one && one.ipcRenderer)) caught += 1; return invoke.apply(this, args); };
      try { await window.quartermaster.call('startState'); } finally { Function.prototype.call = invoke; }
      return caught;`);
    expect(reached).toBe('0');
  });

  test('runs with the preferences of the checklist', async () => {
    const preferences = await running().electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences?: () => Record<string, unknown>;
      };
      return contents.getLastWebPreferences?.() ?? null;
    });
    // Not a documented method: where it is gone, the other tests of this file still try each thing.
    if (preferences === null) return;
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
    expect(preferences['nodeIntegrationInWorker'] ?? false).toBe(false);
  });

  test('cannot start a worker with Node, nor any foreign worker', async () => {
    expect(
      await inOwnTurn(
        `const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(typeof process)']))); return new Promise((done) => { worker.onmessage = (event) => done('ran ' + event.data); worker.onerror = () => done('refused'); });`,
      ),
    ).toMatch(/^refused/);
  });
});

test.describe('the window stays where it is', () => {
  const isStillHere = (): Promise<boolean> => inPage('window.__here === true && document.getElementById("root").childElementCount > 0');
  const goBothWays = (target: string): Promise<void> =>
    inPage(
      `{ window.__here = true; location.href = ${target}; const link = document.createElement('a'); link.href = ${target}; document.body.append(link); link.click(); link.remove(); }`,
    );

  for (const target of ['https://example.com/', 'http://127.0.0.1:9/', `${origin}/assets/`, 'app://other/index.html']) {
    test(`when the page goes to ${target}`, async () => {
      const { page, electron } = running();
      await electron.evaluate(({ BrowserWindow }) => {
        const seen: string[] = [];
        (globalThis as { seen?: string[] }).seen = seen;
        // Ours came first: what is not prevented by now will happen.
        BrowserWindow.getAllWindows()[0]?.webContents.on(
          'will-frame-navigate',
          (event) => void seen.push(`${event.url} ${event.defaultPrevented ? 'prevented' : 'allowed'}`),
        );
      });
      await goBothWays(JSON.stringify(target));
      await expect.poll(() => electron.evaluate(() => (globalThis as { seen?: string[] }).seen)).toContain(`${target} prevented`);
      expect(await isStillHere()).toBe(true);
      expect(page.url().startsWith(`${origin}/`)).toBe(true);
    });
  }

  for (const target of ['file:///etc/passwd', 'data:text/html,<h1>mine</h1>', "javascript:document.body.innerHTML=''"]) {
    test(`when the page goes to ${target}, which Chromium itself refuses`, async () => {
      const refused = running().page.waitForEvent('console', (message) => /Not allowed to|Content Security Policy/.test(message.text()));
      await goBothWays(JSON.stringify(target));
      await refused;
      expect(await isStillHere()).toBe(true);
      expect(running().page.url().startsWith(`${origin}/`)).toBe(true);
    });
  }

  test('when a form is posted elsewhere', async () => {
    await inPage(
      `{ window.__here = true; const form = document.createElement('form'); form.action = 'https://example.com/'; form.method = 'post'; document.body.append(form); form.submit(); form.remove(); }`,
    );
    expect(await running().electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toContain(
      origin,
    );
    expect(await inPage('window.__here')).toBe(true);
  });

  test('and shows nobody else in a frame', async () => {
    const loaded = await inPage<
      string[]
    >(`Promise.all(['https://example.com/', '${origin}/index.html', 'data:text/html,hello'].map((src) => new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.addEventListener('load', () => { let inside = 'other origin'; try { inside = frame.contentDocument?.body?.textContent ? 'content' : 'empty'; } catch {} frame.remove(); done(inside); });
      frame.src = src; document.body.append(frame);
    })))`);
    expect(loaded).not.toContain('content');
    const frames = await running().electron.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.mainFrame.framesInSubtree.length,
    );
    expect(frames).toBe(1);
  });

  test('and a webview is only an unknown element', async () => {
    await inPage("{ const view = document.createElement('webview'); view.src = 'https://example.com/'; document.body.append(view); }");
    expect(await inPage("document.querySelector('webview').constructor.name")).toBe('HTMLElement');
    const kinds = await running().electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => contents.getType()),
    );
    expect(kinds).toEqual(['window']);
    await inPage("document.querySelector('webview').remove()");
  });
});

test.describe('what leads outside', () => {
  test('is https, and opens in the browser, never in a window of ours', async () => {
    const opened = await recordExternalOpens(running());
    const addresses = [
      'https://example.com/docs',
      'http://example.com/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'mailto:a@example.com',
      'smb://host/share',
      'ms-settings:',
      'https://user:word@example.com/',
      `${origin}/`,
      'about:blank',
    ];
    const windows = await inPage<string[]>(`${JSON.stringify(addresses)}.map((url) => String(window.open(url)))`);
    expect(windows).toEqual(addresses.map(() => 'null'));
    await expect.poll(opened).toEqual(['https://example.com/docs']);
    expect(await running().electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('goes through the one opener, which refuses everything else too', async () => {
    const opened = await recordExternalOpens(running());
    const answers = await inPage(
      `Promise.all(['https://example.com/a', 'http://example.com/', 'file:///etc/passwd', 'javascript:alert(1)', 'not an address'].map((url) => window.quartermaster.call('openExternal', { url })))`,
    );
    expect(answers).toEqual([true, false, false, false, false]);
    expect(await opened()).toEqual(['https://example.com/a']);
  });
});

test.describe('the policy', () => {
  test('runs no inline script, no handler in an attribute, no foreign script', async () => {
    await inPage(
      "window.__ran = []; document.addEventListener('securitypolicyviolation', (event) => (window.__refused ??= []).push(event.effectiveDirective))",
    );
    await inPage(`{
      const inline = document.createElement('script'); inline.textContent = "window.__ran.push('inline')"; document.head.append(inline);
      const foreign = document.createElement('script'); foreign.src = 'https://example.com/a.js'; document.head.append(foreign);
      const data = document.createElement('script'); data.src = "data:text/javascript,window.__ran.push('data')"; document.head.append(data);
      const blob = document.createElement('script'); blob.src = URL.createObjectURL(new Blob(["window.__ran.push('blob')"])); document.head.append(blob);
      const box = document.createElement('div'); box.innerHTML = '<button onclick="window.__ran.push(1)">x</button>'; document.body.append(box); box.firstChild.click();
      for (const one of [inline, foreign, data, blob, box]) one.remove();
    }`);
    await expect
      .poll(() => inPage<number>('(window.__refused ?? []).filter((one) => one.startsWith("script-src")).length'))
      .toBeGreaterThanOrEqual(5);
    expect(await inPage('window.__ran')).toEqual([]);
  });

  test('has no eval in any form', async () => {
    for (const attempt of [
      "eval('1')",
      "new Function('return 1')()",
      "(async () => {}).constructor('return 1')()",
      "window.quartermaster.call.constructor('return 1')()",
      "(await import('data:text/javascript,export default 1')).default",
      "(await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])), 'compiled')",
    ]) {
      expect(await inOwnTurn(`return ${attempt}`), attempt).toMatch(/^refused/);
    }
    expect(
      await inOwnTurn(
        "window.__timed = 0; setTimeout('window.__timed = 1', 0); await new Promise((done) => setTimeout(done, 20)); return window.__timed",
      ),
    ).toBe('0');
  });

  test('lets the page talk to nobody', async () => {
    const server = await startEchoServer();
    try {
      const answers = await inPage<string[]>(`Promise.all([
        fetch('${server.origin}/fetch').then(() => 'sent', () => 'refused'),
        fetch('${server.origin}/fetch', { mode: 'no-cors' }).then(() => 'sent', () => 'refused'),
        new Promise((done) => { const image = new Image(); image.onload = () => done('sent'); image.onerror = () => done('refused'); image.src = '${server.origin}/image.png'; }),
        new Promise((done) => { try { const socket = new WebSocket('${server.origin.replace('http', 'ws')}/socket'); socket.onopen = () => done('sent'); socket.onerror = () => done('refused'); } catch { done('refused'); } }),
        new Promise((done) => { const call = new XMLHttpRequest(); call.onload = () => done('sent'); call.onerror = () => done('refused'); try { call.open('GET', '${server.origin}/xhr'); call.send(); } catch { done('refused'); } }),
        new Promise((done) => { const source = new EventSource('${server.origin}/events'); source.onopen = () => done('sent'); source.onerror = () => { source.close(); done('refused'); }; }),
        new Promise((done) => { const link = document.createElement('link'); link.rel = 'stylesheet'; link.href = '${server.origin}/style.css'; link.onload = () => done('sent'); link.onerror = () => done('refused'); document.head.append(link); }),
        navigator.sendBeacon('${server.origin}/beacon', 'x') ? 'queued' : 'refused',
      ])`);
      expect(answers.filter((one) => one === 'sent')).toEqual([]);
      // The session refuses it too, whatever a policy says.
      const bySession = await running().electron.evaluate(
        ({ session }, url) =>
          session.defaultSession.fetch(url).then(
            () => 'sent',
            () => 'refused',
          ),
        `${server.origin}/session`,
      );
      expect(bySession).toBe('refused');
      expect(server.received).toEqual([]);
    } finally {
      await server.close();
    }
  });

  test('lets in only style elements that carry the nonce of this page', async () => {
    expect(await inPage("[...document.querySelectorAll('style')].every((one) => one.nonce !== '')")).toBe(true);
    expect(await inPage("document.querySelectorAll('style[nonce]').length")).toBeGreaterThan(0);
    expect(
      await inPage(
        "{ const style = document.createElement('style'); style.textContent = 'body { outline: 7px solid red }'; document.head.append(style); const width = getComputedStyle(document.body).outlineWidth; style.remove(); width }",
      ),
    ).not.toBe('7px');
    const nonces = await inPage<string[]>(
      `Promise.all([1, 2].map(async () => /'nonce-([^']+)'/.exec((await fetch('${origin}/')).headers.get('content-security-policy'))[1]))`,
    );
    expect(new Set(nonces).size).toBe(2);
    expect(await inPage("document.querySelector('meta[name=csp-nonce]').content")).not.toBe('__NONCE__');
  });
});

test.describe('permissions', () => {
  test('are denied whoever asks', async () => {
    const answers = await inPage<string[]>(`Promise.all([
      Notification.requestPermission(),
      navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state),
      navigator.permissions.query({ name: 'clipboard-read' }).then(({ state }) => state),
      navigator.permissions.query({ name: 'camera' }).then(({ state }) => state),
      new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('granted'), (error) => done('denied'))),
      navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(() => 'granted', () => 'denied'),
      navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'granted', () => 'denied'),
      navigator.clipboard.readText().then(() => 'granted', () => 'denied'),
      document.body.requestPointerLock().then(() => 'granted', () => 'denied'),
      navigator.wakeLock.request('screen').then(() => 'granted', () => 'denied'),
      navigator.storage.persist().then((isGranted) => (isGranted ? 'granted' : 'denied')),
      navigator.requestMIDIAccess({ sysex: true }).then(() => 'granted', () => 'denied'),
      'queryLocalFonts' in window ? window.queryLocalFonts().then((fonts) => fonts.length === 0 ? 'denied' : 'granted', () => 'denied') : 'denied',
    ])`);
    expect(answers.filter((one) => one !== 'denied')).toEqual([]);
  });

  test('give no device', async () => {
    const answers = await inPage<string[]>(`Promise.all([
      navigator.usb?.requestDevice({ filters: [] }).then(() => 'granted', () => 'denied'),
      navigator.hid?.requestDevice({ filters: [] }).then((devices) => devices.length === 0 ? 'denied' : 'granted', () => 'denied'),
      navigator.serial?.requestPort().then(() => 'granted', () => 'denied'),
      navigator.usb?.getDevices().then((devices) => devices.length === 0 ? 'denied' : 'granted'),
    ])`);
    expect(answers.filter((one) => one === 'granted')).toEqual([]);
  });
});
