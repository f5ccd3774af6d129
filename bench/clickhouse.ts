// Asks ClickHouse, which runs in this process (chdb), the questions of the benchmark, as an analyst who knows
// ClickHouse well would. Its table has one row per journey, with its route and times as arrays, and the queries use
// functions of arrays. Loading is not timed.
import { createRequire } from "node:module";
import { FILTERED_BY, FROM, FUNNEL, TO } from "./asked.js";
import type { Rival } from "./duckdb.js";

/** The part of chdb that is used. It is installed in tools/clickhouse. */
interface Session {
  queryAsync(sql: string, options: { format: string }): Promise<{ text(): string }>;
  close(): void;
}

export interface ClickHouse extends Rival {
  close(): void;
}

/** Touchpoints by key in code-point order have codes from 1, as in DuckDB. */
export async function loadClickHouse(csv: string, threads: number): Promise<ClickHouse> {
  const { Session } = createRequire(new URL("../../tools/clickhouse/package.json", import.meta.url))("chdb");
  const session: Session = new Session();
  const run = async (sql: string): Promise<unknown[][]> => {
    const text = (await session.queryAsync(sql, { format: "JSONCompactEachRow" })).text();
    return text === "" ? [] : JSON.parse(`[${text.trimEnd().replaceAll("\n", ",")}]`);
  };
  await run("create database bench engine = Atomic");
  await run("set output_format_json_quote_64bit_integers = 0");
  await run(`set max_threads = ${threads}`);
  await run(`create table bench.log engine = Memory as
    select rowNumberInAllBlocks() as n, case_id as customer,
      toUnixTimestamp64Milli(parseDateTime64BestEffort(timestamp, 3, 'UTC')) as t, lower(channel) as channel,
      concat(lower(channel), '/', replaceAll(lower(activity), ' ', '-')) as touchpoint
    from file('${csv.replaceAll("'", "\\'")}', 'CSVWithNames', 'case_id String, activity String, timestamp String,
      channel String, stage String, value Nullable(Float64)') settings max_threads = 1`);
  await run(`create table bench.touchpoints engine = Memory as
    select touchpoint, any(channel) as channel, toUInt8(row_number() over (order by touchpoint)) as code
    from bench.log group by touchpoint`);
  // A new journey starts where the gap exceeds 30 days.
  await run(`create table bench.journeys (j UInt32, customer UInt32, route Array(UInt8), times Array(Int64), letters String, start Int64)
    engine = MergeTree order by j`);
  await run(`insert into bench.journeys
    with arraySort(groupArray((t, n, code))) as rows,
      arraySplit((row, gap) -> gap > 2592000000, rows, arrayDifference(rows.1)) as parts
    select rowNumberInAllBlocks(), customer, part.3, part.1, arrayStringConcat(arrayMap(code -> char(64 + code), part.3)), part.1[1]
    from (select rowNumberInAllBlocks() as customer, arrayJoin(parts) as part
      from (select parts from bench.log join bench.touchpoints using touchpoint group by log.customer order by log.customer))
    settings max_threads = 1`);
  await run("drop table bench.log");
  await run("optimize table bench.journeys final");
  return {
    ask: async (sql) => (await run(sql)) as (string | number | null)[][],
    before: (sql, time) => sql.replaceAll("bench.journeys", `(select * from bench.journeys where start < ${time})`),
    close: () => session.close(),
  };
}

const list = (codes: readonly number[]): string => `(${codes.join(", ")})`;

/** The codes and letters of names are literals, because an analyst would look them up once. */
export async function clickHouseQuestions(rival: Rival) {
  const codes = async (where: string): Promise<number[]> =>
    (await rival.ask(`select code from bench.touchpoints where ${where} order by code`)).map(
      ([code]) => code as number,
    );
  const ofKeys = (keys: readonly string[]) => codes(`touchpoint in (${keys.map((key) => `'${key}'`).join(", ")})`);
  const ofChannel = (channel: string) => codes(`channel = '${channel}'`);
  const letters = async (channel: string): Promise<string> =>
    (await ofChannel(channel)).map((code) => `\\\\x${(64 + code).toString(16)}`).join("");
  const [from, to] = [await ofKeys(FROM), await ofKeys(TO)];
  const first = (route: string, of: readonly number[]): string =>
    `arrayFirstIndex(code -> code in ${list(of)}, ${route})`;
  const steps = await Promise.all(FUNNEL.map(ofChannel));
  const [search, web, phone, store] = await Promise.all(["search", "web", "phone", "store"].map(letters));
  const filtered = `where hasAny(route, [${(await ofChannel(FILTERED_BY)).join(", ")}])`;
  const [anchor] = await ofKeys([FROM[0]]);
  return {
    /** [route as codes joined by ' ', journeys] and, in full, [customers, mean duration in ms] */
    routeCounts: `with ${first("route", from)} as s, ${first("arraySlice(route, s + 1)", to)} as e
      select arrayStringConcat(path, ' '), n from (
        select arraySlice(route, s, e + 1) as path, count() as n
        from bench.journeys where s > 0 and e > 0 group by path order by n desc, path limit 20)`,
    routes: `with ${first("route", from)} as s, ${first("arraySlice(route, s + 1)", to)} as e
      select arrayStringConcat(path, ' '), n, c, d from (
        select arraySlice(route, s, e + 1) as path, count() as n, uniqExact(customer) as c, avg(times[s + e] - times[s]) as d
        from bench.journeys where s > 0 and e > 0 group by path order by n desc, path limit 20)`,
    /** [from, to, count], with 0 for START and 255 for END. */
    edgeCounts: `select intDiv(pair, 256) as a, pair % 256 as b, n from (
        select arrayJoin(arrayMap((a, b) -> toUInt16(a) * 256 + b, arrayPushFront(route, 0), arrayPushBack(route, 255))) as pair,
          count() as n from bench.journeys group by pair) order by n desc, a, b limit 1000`,
    /** [from, to, count, journeys, mean wait in ms] */
    edges: `select pair.1 as a, pair.2 as b, count() as n, uniqExact(j), avg(pair.3) from (
        select j, arrayJoin(arrayZip(arrayPopBack(route), arrayPopFront(route), arrayPopFront(arrayDifference(times)))) as pair
        from bench.journeys ${filtered}) group by a, b order by n desc, a, b limit 500`,
    /** [0 entry or 1 exit, code, journeys] and, in full, [customers] */
    endCounts: `select 0, route[1] as code, count() from bench.journeys group by code
      union all select 1, route[-1] as code, count() from bench.journeys group by code`,
    ends: `select 0, route[1] as code, count(), uniqExact(customer) from bench.journeys group by code
      union all select 1, route[-1] as code, count(), uniqExact(customer) from bench.journeys group by code`,
    /** [step, code, journeys], for the five first labels of each step. */
    flow: `with indexOf(route, ${anchor}) as s
      select step, code, count() as n from (
        select arrayJoin(arrayZip(range(1, 7), arrayResize(arraySlice(route, s, 6), 6))) as place, place.1 as step, place.2 as code
        from bench.journeys where s > 0) where code > 0 group by step, code order by step, n desc, code limit 5 by step`,
    /** [journeys] */
    pathMatches: `select count() from bench.journeys where match(letters, '[${search}].*[${web}][^${phone}]*[${store}]')`,
    /** [journeys that reach the first step, the second …] and, in full, the customers and mean waits of the steps. */
    funnelCounts: `with ${positions(first, steps)}
      select countIf(p1 > 0), countIf(p2 > 0), countIf(p3 > 0), countIf(p4 > 0) from bench.journeys`,
    funnel: `with ${positions(first, steps)}
      select countIf(p1 > 0), countIf(p2 > 0), countIf(p3 > 0), countIf(p4 > 0),
        uniqExactIf(customer, p1 > 0), uniqExactIf(customer, p2 > 0), uniqExactIf(customer, p3 > 0), uniqExactIf(customer, p4 > 0),
        avgIf(times[p2] - times[p1], p2 > 0), avgIf(times[p3] - times[p2], p3 > 0), avgIf(times[p4] - times[p3], p4 > 0)
      from bench.journeys`,
  };
}

/** The position of each step after the previous one; 0 if there is none. */
function positions(
  first: (route: string, of: readonly number[]) => string,
  steps: readonly (readonly number[])[],
): string {
  return steps
    .map((of, k) => {
      if (k === 0) return `${first("route", of)} as p1`;
      const next = first(`arraySlice(route, p${k} + 1)`, of);
      return `if(p${k} = 0, 0, ${next}) as d${k + 1}, if(d${k + 1} = 0, 0, p${k} + d${k + 1}) as p${k + 1}`;
    })
    .join(", ");
}
