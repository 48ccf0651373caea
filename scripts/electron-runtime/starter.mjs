// @ts-nocheck It calls what only a default app calls (setVersion, setAppPath), which Electron's types leave out.
// Copied into the stand-in runtime as resources/app/main.mjs: opens the app folder named on the command line, as the stock
// Electron does with its default app, which this runtime lacks.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const takesValue = new Set(['-r', '--require']);

function findAppDir(words) {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (takesValue.has(word)) {
      createRequire(join(process.cwd(), 'from-command-line.js'))(words[at + 1]);
      at += 1;
    } else if (!word.startsWith('-')) {
      return resolve(word);
    }
  }
  return null;
}

const appDir = findAppDir(process.argv.slice(1));
if (appDir === null) {
  process.stderr.write('Name the app folder to open: electron [flags] FOLDER [arguments]\n');
  process.exit(2);
}
try {
  const manifest = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8'));
  const name = manifest.productName ?? manifest.name;
  if (manifest.version !== undefined) app.setVersion(manifest.version);
  if (name !== undefined) {
    app.setName(name);
    app.setDesktopName(`${manifest.desktopName ?? manifest.name}.desktop`);
    app.setPath('userData', join(app.getPath('appData'), name));
  }
  app.setAppPath(appDir);
  process.defaultApp = true;
  await import(pathToFileURL(join(appDir, manifest.main ?? 'index.js')).href);
} catch (error) {
  process.stderr.write(`The app in ${appDir} could not be started.\n${error?.stack ?? error}\n`);
  process.exit(1);
}
