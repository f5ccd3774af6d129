// A TCP proxy for tests of faults, which fails on demand. It can delay data, stop passing them, refuse connections, or
// interrupt connections when given bytes pass. It does not interpret the data, except that it searches for the bytes of
// `cut`.

import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";

export class FaultyProxy {
  /** Milliseconds by which every piece is delayed, in each direction. */
  latency = 0;
  /** Connections stay open, but nothing passes. */
  silent = false;
  /** New connections are closed at once. */
  refusing = false;
  /**
   * If a piece of data from the client contains these bytes, the connection is reset or, with `silently`, passes
   * nothing any more. The piece itself is dropped ("before") or passed on ("after").
   */
  cut: { readonly bytes: Buffer; readonly when: "before" | "after"; readonly silently?: boolean } | null = null;
  /** How often `cut` has interrupted a connection. */
  cuts = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Connections that are open, but pass nothing any more. */
  readonly #mute = new WeakSet<Socket>();

  private constructor(
    readonly targetPort: number,
    server: Server,
  ) {
    this.#server = server;
  }

  static async start(targetPort: number): Promise<FaultyProxy> {
    const server = createServer();
    const proxy = new FaultyProxy(targetPort, server);
    server.on("connection", (client) => proxy.#connected(client));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resets every current connection. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Makes the current connections pass nothing any more. New connections work. */
  mute(): void {
    for (const socket of this.#sockets) this.#mute.add(socket);
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise((done) => this.#server.close(done));
  }

  #connected(client: Socket): void {
    if (this.refusing) {
      client.resetAndDestroy();
      return;
    }
    const server = connect(this.targetPort, "127.0.0.1");
    const both = [client, server];
    for (const socket of both) {
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        this.#sockets.delete(socket);
        for (const other of both) other.destroy();
      });
    }
    client.on("data", (piece) => {
      const cut = this.cut;
      if (this.#mute.has(client)) return;
      if (cut === null || !piece.includes(cut.bytes)) return this.#pass(piece, server);
      this.cut = null;
      this.cuts++;
      if (cut.silently) {
        for (const socket of both) this.#mute.add(socket);
        if (cut.when === "after") server.write(piece);
        return;
      }
      if (cut.when === "before") {
        for (const socket of both) socket.resetAndDestroy();
        return;
      }
      // The server executes the request, but its answer never arrives.
      client.resetAndDestroy();
      server.removeAllListeners("close");
      this.#sockets.delete(server);
      server.write(piece, () => setTimeout(() => server.destroy(), 1_000));
    });
    server.on("data", (piece) => {
      if (!this.#mute.has(server)) this.#pass(piece, client);
    });
  }

  #pass(piece: Buffer, to: Socket): void {
    if (this.silent) return;
    if (this.latency === 0) to.write(piece);
    else setTimeout(() => to.writable && to.write(piece), this.latency);
  }
}
