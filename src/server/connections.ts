// Tracks connections and the answers in progress on them, so that the server can stop without cutting off an answer.
//
// Node's own `close` treats a connection as idle as soon as the whole answer has been handed over, and then cuts off
// the part that the reader has not received yet. Here, an answer is in progress until it has been sent.
import type { Server, ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";

export class Connections {
  readonly #server: Server;
  /** The answers in progress on each connection. */
  readonly #underWay = new Map<Socket, Set<ServerResponse>>();
  #stops = false;

  constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.#underWay.set(socket, new Set());
      socket.once("close", () => this.#underWay.delete(socket));
    });
  }

  /** Whether the server is stopping, so that clients should send no new requests here. */
  get stops(): boolean {
    return this.#stops;
  }

  /** Registers an answer. Must be called before the request is answered. */
  begin(response: ServerResponse): void {
    const { socket } = response.req;
    const answers = this.#underWay.get(socket);
    answers?.add(response);
    response.once("close", () => {
      answers?.delete(response);
      // Data that are already in the connection's buffer are sent first.
      if (this.#stops && answers?.size === 0) socket.destroySoon();
    });
    if (this.#stops) response.setHeader("connection", "close");
  }

  /**
   * Accepts no new connections, finishes the answers in progress, and after `within` milliseconds closes the
   * connections that are left.
   */
  async stop(within: number): Promise<void> {
    this.#stops = true;
    const closed = new Promise<void>((done) => NetServer.prototype.close.call(this.#server, () => done()));
    for (const [socket, answers] of this.#underWay) {
      if (answers.size === 0) socket.destroy();
      // Tells the client not to send another request here.
      for (const answer of answers) if (!answer.headersSent) answer.setHeader("connection", "close");
    }
    const timer = setTimeout(() => {
      for (const socket of this.#underWay.keys()) socket.destroy();
    }, within);
    await closed;
    clearTimeout(timer);
    // Stops the timers with which Node watches connections.
    this.#server.close();
  }
}
