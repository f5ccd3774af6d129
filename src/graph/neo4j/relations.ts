// Reads and sends the relations of identities, for history/people.ts and history/person.ts.
import type { NamingEntry, NamingsNeeded } from "../history/namings.js";
import { type Borne, FIRST_OWNERS, type Related } from "../history/relations.js";
import type { Settled } from "../history/settle.js";
import type { Declaration } from "../store.js";
import { int, type Row, type Tx } from "./connection.js";
import * as cypher from "./statements/index.js";

/** A connection or a transaction. */
interface Runner {
  run(statement: string, parameters?: Readonly<Record<string, unknown>>): Promise<Row[]>;
}

export async function readRelations(runner: Runner, keys: readonly string[]): Promise<Map<string, Related>> {
  const rows = await runner.run(cypher.READ_RELATIONS, { keys, owners: int(FIRST_OWNERS + 1) });
  return new Map(
    rows.map((row) => {
      const owners = borneBy(row.owners as Row[]);
      const complete = owners.size <= FIRST_OWNERS;
      return [
        row.key as string,
        {
          into: new Set(row.into as string[]),
          from: new Set(row.from as string[]),
          owners,
          declares: borneBy(row.declares as Row[]),
          complete,
          indexed: row.indexed as boolean,
          maintained: row.maintained as boolean,
        },
      ];
    }),
  );
}

export async function readOwners(runner: Runner, key: string): Promise<Map<string, Borne>> {
  return borneBy(await runner.run(cypher.READ_OWNERS, { key }));
}

/** Sends the changes of relations and memberships. Returns the identities whose relations have changed. */
export function sendRelations(tx: Tx, { relations, namings, moved }: Settled): Set<string> {
  const links = relations.flatMap((change) => ("link" in change ? [change] : []));
  const declared = relations.flatMap((change) => ("link" in change ? [] : [change]));
  tx.send(cypher.REMOVE_LINKS, { rows: links.filter(({ exists }) => !exists).map(({ link }) => link) });
  tx.send(cypher.REMOVE_DECLARATIONS, {
    rows: declared.filter(({ borne }) => borne === null).map((change) => change.declared),
  });
  tx.send(cypher.ADD_LINKS, { rows: links.filter(({ exists }) => exists).map(({ link }) => link) });
  tx.send(cypher.SAVE_DECLARATIONS, {
    rows: declared
      .filter(({ borne }) => borne !== null)
      .map((change) => ({
        ...change.declared,
        rows: change.borne!.rows,
        sources: change.borne!.sources.map((source) => int(source)),
      })),
  });
  tx.send(cypher.REMOVE_NAMINGS, { rows: namings.removed.map(namingKey) });
  tx.send(cypher.ADD_NAMINGS, { rows: namings.added.map(namingKey) });
  tx.send(cypher.INDEX_IDENTITIES, {
    rows: [
      ...namings.built.map((key) => ({ key, indexed: true })),
      ...namings.dropped.map((key) => ({ key, indexed: null })),
    ],
  });
  tx.send(cypher.MOVE_IDENTITIES, { rows: moved.map(({ identity, after }) => ({ identity, customer: after })) });
  const ends = new Set([
    ...links.flatMap(({ link }) => [link.from, link.into]),
    ...declared.flatMap((change) => [change.declared.anonymous, change.declared.customer]),
  ]);
  tx.send(cypher.REMOVE_UNRELATED, { rows: [...ends] });
  return ends;
}

/** Returns, for each mark, at most `most` owners of the device. Each of these owners has a row with this mark. */
export async function readNamings(runner: Runner, { marks, most }: NamingsNeeded): Promise<Map<string, string[]>> {
  const owners = new Map<string, string[]>(marks.map((mark) => [mark, []]));
  for (const { mark, key } of await runner.run(cypher.READ_NAMINGS, { marks, most: int(most) }))
    owners.get(mark as string)!.push((key as string).slice((mark as string).length));
  return owners;
}

export function namingKey({ mark, owner }: NamingEntry): string {
  return mark + owner;
}

export function decodeDeclaration(row: Row): Declaration {
  return { anonymous: row.anonymous as string, customer: row.customer as string, ...decodeBorne(row) };
}

function borneBy(rows: readonly Row[]): Map<string, Borne> {
  return new Map(rows.map((row) => [row.key as string, decodeBorne(row)]));
}

function decodeBorne(row: Row): Borne {
  return { rows: row.rows as boolean, sources: row.sources as number[] };
}
