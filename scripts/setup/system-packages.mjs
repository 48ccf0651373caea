// What Debian and Ubuntu call the things that Electron, the keychain and the tests need, and which of them are missing.

/** @typedef {{ has: (name: string) => boolean, offers: (name: string) => boolean, release: Record<string, string> }} PackageIndex */

/** Renamed on newer releases, when time became 64 bits wide everywhere. */
const renamed = new Map([
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libasound2', 'libasound2t64'],
]);

const window = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libsecret-1-0'];
const display = ['xvfb', 'xauth'];
const keychain = ['gnome-keyring', 'dbus', 'dbus-x11'];
/** Reads the PDFs that the app writes, as somebody else would. */
const pdfReader = ['poppler-utils'];
const compiler = ['python3', 'make', 'g++'];

/** @typedef {'start' | 'test' | 'package'} Purpose */

/**
 * @param {{ purpose: Purpose, hasDisplay: boolean, needsCompiler: boolean }} needs
 * @returns {string[]} package names as on Debian 12
 */
export function wantedPackages({ purpose, hasDisplay, needsCompiler }) {
  return [
    ...window,
    ...(purpose === 'test' || (purpose === 'start' && !hasDisplay) ? display : []),
    ...(purpose === 'test' ? [...keychain, ...pdfReader] : []),
    ...(needsCompiler ? compiler : []),
  ];
}

/**
 * Of the wanted packages, those that are missing, under the names that this release uses.
 * @param {readonly string[]} wanted
 * @param {PackageIndex} index
 * @returns {string[]}
 */
export function missingPackages(wanted, index) {
  return wanted
    .filter((name) => !index.has(name) && !index.has(renamed.get(name) ?? name))
    .map((name) => {
      const newName = renamed.get(name);
      if (newName === undefined) return name;
      if (index.offers(newName)) return newName;
      if (index.offers(name)) return name;
      return hasNewNames(index.release) ? newName : name;
    });
}

/**
 * Debian 13 and Ubuntu 24.04 brought the new names; asked only when apt has no lists to look in.
 * @param {Record<string, string>} release fields of /etc/os-release
 */
function hasNewNames(release) {
  const version = Number.parseFloat(release['VERSION_ID'] ?? 'NaN');
  if (release['ID'] === 'ubuntu') return version >= 24.04;
  return release['ID'] === 'debian' ? version >= 13 || Number.isNaN(version) : true;
}

/**
 * @param {string} text content of /etc/os-release
 * @returns {Record<string, string>}
 */
export function parseRelease(text) {
  const fields = text.split('\n').map((line) => /^([A-Z_]+)=(?:"(.*)"|(.*))$/u.exec(line.trim()));
  return Object.fromEntries(fields.flatMap((field) => (field === null ? [] : [[field[1], field[2] ?? field[3] ?? '']])));
}

/** @param {Record<string, string>} release */
export function usesApt(release) {
  return [release['ID'], ...(release['ID_LIKE'] ?? '').split(' ')].some((id) => id === 'debian' || id === 'ubuntu');
}

/** Shared libraries and programs by the names that every Linux knows. */
export const plainNames = {
  window: { libraries: ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1', 'libsecret-1.so.0'], programs: [] },
  display: { libraries: [], programs: ['Xvfb'] },
  keychain: { libraries: [], programs: ['gnome-keyring-daemon', 'dbus-run-session'] },
  compiler: { libraries: [], programs: ['python3', 'make', 'g++'] },
};
