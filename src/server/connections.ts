// Which connections there are and which answers are under way on them, so that the server can stop without losing one.
//
// Node's own `close` counts a connection as idle as soon as all of an answer has been handed over, and cuts off what the
// reader has not taken yet. Here an answer is under way until it has left.
import type { Server, ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";

export class Connections {
  readonly #server: Server;
  /** Answers under way, by connection. */
  readonly #underWay = new Map<Socket, Set<ServerResponse>>();
  #stops = false;

  constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.#underWay.set(socket, new Set());
      socket.once("close", () => this.#underWay.delete(socket));
    });
  }

  /** Told to stop: nothing new is to be sent here. */
  get stops(): boolean {
    return this.#stops;
  }

  /** Before the request is answered. */
  begin(response: ServerResponse): void {
    const { socket } = response.req;
    const answers = this.#underWay.get(socket);
    answers?.add(response);
    response.once("close", () => {
      answers?.delete(response);
      // What is still in the connection's buffer goes out first.
      if (this.#stops && answers?.size === 0) socket.destroySoon();
    });
    if (this.#stops) response.setHeader("connection", "close");
  }

  /** Takes no new connections, finishes the answers under way, and ends what is left after `within` milliseconds. */
  async stop(within: number): Promise<void> {
    this.#stops = true;
    const closed = new Promise<void>((done) => NetServer.prototype.close.call(this.#server, () => done()));
    for (const [socket, answers] of this.#underWay) {
      if (answers.size === 0) socket.destroy();
      // The client learns not to ask here again.
      for (const answer of answers) if (!answer.headersSent) answer.setHeader("connection", "close");
    }
    const timer = setTimeout(() => {
      for (const socket of this.#underWay.keys()) socket.destroy();
    }, within);
    await closed;
    clearTimeout(timer);
    // Ends the timers with which Node watches connections.
    this.#server.close();
  }
}
