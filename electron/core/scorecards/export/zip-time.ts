/**
 * Sets the time of every entry of a ZIP file (PKWARE APPNOTE 4.3.7 and 4.3.12), so that the same content is the same bytes: the
 * workbook's writer stamps the time of writing.
 */
export function withFixedTime(zip: Uint8Array, at: number): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let place = view.getUint32(end + 16, true);
  const { time, day } = dosTime(at);
  for (let entry = 0; entry < count; entry += 1) {
    if (view.getUint32(place, true) !== 0x02014b50) throw new Error('not a ZIP directory');
    const local = view.getUint32(place + 42, true);
    view.setUint16(place + 12, time, true);
    view.setUint16(place + 14, day, true);
    view.setUint16(local + 10, time, true);
    view.setUint16(local + 12, day, true);
    place += 46 + view.getUint16(place + 28, true) + view.getUint16(place + 30, true) + view.getUint16(place + 32, true);
  }
  return zip;
}

function findEnd(view: DataView): number {
  for (let place = view.byteLength - 22; place >= 0; place -= 1) if (view.getUint32(place, true) === 0x06054b50) return place;
  throw new Error('not a ZIP file');
}

/** DOS time and day, in UTC, to two seconds. */
function dosTime(at: number): { time: number; day: number } {
  const date = new Date(at);
  return {
    time: (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1),
    day: ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate(),
  };
}
