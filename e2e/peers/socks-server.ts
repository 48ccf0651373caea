// A SOCKS 5 proxy (RFC 1928) to which every name is this computer: it alone knows where the vendor is.
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface SocksServer {
  /** `socks5://127.0.0.1:40123` */
  readonly url: string;
  /** "vendor.test:80": what it was asked to connect to. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Starts on a free port of 127.0.0.1; `port` is where every connection goes on to. */
export async function startSocksServer(port: number): Promise<SocksServer> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    // The greeting: any method is answered with "no login".
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (order) => {
        const host = order[3] === 3 ? order.subarray(5, 5 + (order[4] ?? 0)).toString() : [...order.subarray(4, 8)].join('.');
        asked.push(`${host}:${order.readUInt16BE(order.length - 2)}`);
        const onward = connect(port, '127.0.0.1', () => {
          socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
          onward.pipe(socket).pipe(onward);
        });
        sockets.add(onward.on('error', () => socket.destroy()));
      });
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `socks5://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
