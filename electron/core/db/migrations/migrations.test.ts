import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { migrations } from '../migrate.ts';

/** A migration that was released never changes: workspaces that have it would be refused. Add a new one in its place. */
const released = [
  'b2fb2e5cfe08ceb2748720d1e5951a6fd0ed7f18937465605fc55151f473d2bc',
  '60250528c665630014ebc9772b0e9119957b6939fb2f46a1841d36f188413c0c',
  'cec1a825ffd9a143dcb669f1d06585ae53314eeb5f8413a8c9be9d9f5283f8d9',
  'f73eaec98c7ae0ab15504421334c9d5ff47fd28b67ab2115ffd769e2b90a4edb',
  '672a6fe06e3034b87b6465dafcad32f5d4df3b28fd9ef2d5d6d3760f3f4d05aa',
  '56597935b9872ad478cec9ae7d93a5cf27c9da413f9830234a345958c947f716',
  '0926bfd32781e7b32ae7ff7b71add0f9c386da1ce72731691fdd15f985cb82ab',
  'a016878f3a74c2132cb8ab66748cf942a77c0348055449fc2738f89638483c75',
  'fd3c85cc1c0c86db9a7171f986b7955f38f2fe9ff2bc8d67ac7692e5be5f6464',
  'c916bf362fcbc0d3646ddb05666db85796bf1592c5047a8a6fd4b0795d66e59e',
  'd7cb9ac48f09891f2cced9e08bdb69003d8f2134a4cc17f266317904e3e45753',
  '6eda3d2433868d6c892597e5a11a4c02931c3a1e543dbc3233a869ee5adb6cdb',
  '8d3bb4da05ec85723b3a4b4cfddd213b398a136acd320d526f786e7cd0f6bab4',
  '2e619322fb748dbf985953668c9b6fc1491de5dc1511939cb4f2d45d9e546f39',
  '4a198f145f9a37410a2152012cd92e57c724d758ebd572b29fce1b5336985648',
  '286ce9a798c730cbb4c40418afbe223dbaf5f7f29ae04a7ce1acc9ebbcab3c75',
  'e053c693d858fd3bb71695b8c62a40338983ca4968254569f3c2d4cf14db1a76',
  '0827b8639effa9d8dd5c3a98f69647d999f375c35d2b88464ed72f065246219e',
  'a595381a0ee4740f08474a7204459060df885714d7afc517b3c3837d0095a86b',
  'b189879772ad3595bd3b4c1bafd676c40f1d56bb414b535cd9043a1553212965',
];

it('the released migrations are as they were', () => {
  const hashes = migrations.slice(0, released.length).map(({ sql }) => createHash('sha256').update(sql).digest('hex'));
  expect(hashes).toEqual(released);
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_migration, index) => index + 1));
});
