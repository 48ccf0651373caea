// Parts of undici that its package has no types of their own for.
declare module 'undici/lib/dispatcher/client.js' {
  import type { Client } from 'undici';
  const part: typeof Client;
  export default part;
}
declare module 'undici/lib/core/connect.js' {
  import type { buildConnector } from 'undici';
  const part: typeof buildConnector;
  export default part;
}
