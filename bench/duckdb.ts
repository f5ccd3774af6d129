// The same questions in SQL for DuckDB, as an analyst who knows DuckDB well would write them. One table has one row per
// interaction, in order, for window queries. Another table has one row per journey, with its route as a list of small
// integers and, for patterns, as a text with one character per interaction. Loading and sorting are not timed.
import { createRequire } from "node:module";
import { FILTERED_BY, FROM, FUNNEL, TO } from "./asked.js";

/** The part of @duckdb/node-api that is used. It is installed in tools/. */
interface Connection {
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>;
}

export interface Rival {
  /** The same query about the journeys that start before a time, in UTC milliseconds. */
  before(sql: string, time: number): string;
  /** Rows of the answer, with numbers as numbers. */
  ask(sql: string): Promise<(string | number | null)[][]>;
}

/** Touchpoints by key in code-point order have codes from 1. */
export async function loadDuckDb(csv: string, threads: number): Promise<Rival> {
  const { DuckDBInstance } = createRequire(new URL("../../tools/package.json", import.meta.url))("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection: Connection = await instance.connect();
  const run = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  await run(`create table log as
    select row_number() over () as n, case_id as customer, epoch_ms(timestamp::timestamptz) as t,
      lower(channel) as channel, lower(channel) || '/' || replace(lower(activity), ' ', '-') as touchpoint, value
    from read_csv('${csv.replaceAll("'", "''")}', parallel = false)`);
  await run(`create table touchpoints as
    select touchpoint, any_value(channel) as channel, (row_number() over (order by touchpoint))::utinyint as code
    from log group by touchpoint`);
  // A new journey starts where the gap exceeds 30 days.
  await run(`create table interactions as
    with gaps as (select *, t - lag(t) over (partition by customer order by t, n) as gap from log),
      numbered as (select *, count(*) filter (gap > 2592000000) over (partition by customer order by t, n) as part from gaps)
    select dense_rank() over (order by customer, part)::uinteger as j, customer, code, touchpoints.channel, t,
      (row_number() over (partition by customer, part order by t, n))::usmallint as position
    from numbered join touchpoints using (touchpoint) order by j, position`);
  await run(`create table journeys as
    select j, any_value(customer) as customer, list(code order by position) as route, list(t order by position) as times,
      string_agg(chr(64 + code::integer), '' order by position) as letters, min(t) as start
    from interactions group by j order by j`);
  await run(`create table started as
    select interactions.*, start from interactions join journeys using (j) order by j, position`);
  await run("drop table interactions");
  await run("alter table started rename to interactions");
  return {
    before: (sql, time) =>
      sql.replaceAll(
        /from (journeys|interactions)\b/g,
        (_, table) => `from (select * from ${table} where start < ${time}) as ${table}`,
      ),
    async ask(sql) {
      const rows = await run(sql);
      return rows.map((row) => row.map((value) => (typeof value === "bigint" ? Number(value) : (value as never))));
    },
  };
}

const set = (keys: readonly string[]): string => keys.map((key) => `'${key}'`).join(", ");

/** The codes of touchpoints and letters of channels are literals, because an analyst would look them up once. */
export async function duckDbQuestions(rival: Rival) {
  const codes = async (where: string): Promise<number[]> =>
    (await rival.ask(`select code from touchpoints where ${where} order by code`)).map(([code]) => code as number);
  const letters = async (channel: string): Promise<string> =>
    (await codes(`channel = '${channel}'`)).map((code) => `\\x{${(64 + code).toString(16)}}`).join("");
  const [from, to] = [await codes(`touchpoint in (${set(FROM)})`), await codes(`touchpoint in (${set(TO)})`)];
  const first = (list: string, of: readonly number[]): string =>
    `least(${of.map((code) => `nullif(list_position(${list}, ${code}::utinyint), 0)`).join(", ")})`;
  const steps = await Promise.all(FUNNEL.map((channel) => codes(`channel = '${channel}'`)));
  /** The position at which each step of the funnel first occurs after the previous one. */
  const positions = `s1 as (select route, times, ${first("route", steps[0]!)} as p from journeys),
        s2 as (select route, times, p as p1, p + ${first("route[p + 1:]", steps[1]!)} as p from s1 where p is not null),
        s3 as (select route, times, p1, p as p2, p + ${first("route[p + 1:]", steps[2]!)} as p from s2),
        s4 as (select times, p1, p2, p as p3, p + ${first("route[p + 1:]", steps[3]!)} as p4 from s3)`;
  const [search, web, phone, store] = [
    await letters("search"),
    await letters("web"),
    await letters("phone"),
    await letters("store"),
  ];
  return {
    /** Key of each code. */
    touchpoints: (await rival.ask("select touchpoint from touchpoints order by code")).map(([key]) => key as string),
    /** [route as codes joined by ' ', journeys, customers] */
    commonRoutes: `with starts as (select customer, route, ${first("route", from)} as s from journeys),
        ends as (select customer, route, s, ${first("route[s + 1:]", to)} as e from starts where s is not null)
      select array_to_string(route[s:s + e], ' ') as path, count(*) as n, count(distinct customer)
      from ends where e is not null group by path order by n desc, path limit 20`,
    /** [from's code, to's code, count, journeys, mean wait in ms] */
    transitions: `with scope as (select distinct j from interactions where channel = '${FILTERED_BY}'),
        pairs as (select j, code, lag(code) over w as before, t - lag(t) over w as wait
          from interactions semi join scope using (j) window w as (partition by j order by position))
      select before, code, count(*) as n, count(distinct j), avg(wait) from pairs
      where before is not null group by before, code order by n desc, before, code limit 500`,
    /**
     * [from, to, count, journeys, customers, mean wait in ms]. Only the handoffs are counted, without reasons, rates or
     * tests.
     */
    handoffs: `with runs as (select j, customer, channel,
          lag(channel) over w as before, t - lag(t) over w as wait
          from interactions window w as (partition by j order by position))
      select before, channel, count(*) as n, count(distinct j), count(distinct customer), avg(wait) from runs
      where before is not null and before <> channel group by before, channel order by n desc, before, channel limit 1000`,
    /** [journeys that reach the first step, the second …] */
    funnel: `with ${positions} select count(p1), count(p2), count(p3), count(p4) from s4`,
    /** [month, matched, completed, mean duration in ms] */
    timeToConvert: `with ${positions}
      select strftime(make_timestamp(times[1] * 1000), '%Y-%m') as month, count(*), count(p4), avg(times[p4] - times[p1])
      from s4 group by month order by month`,
    /** [from's code, to's code, journeys], without waits. */
    eventually: `with met as (select j, code, min(position) as first, max(position) as last from interactions group by j, code)
      select a.code, b.code, count(*) as n from met a join met b on a.j = b.j and b.last > a.first
      group by all order by n desc, a.code, b.code limit 1000`,
    /** [code, again, journeys, journeys that have the label again]. Only labels are counted, without returns. */
    loops: `with met as (select j, code, count(*) as n from interactions group by j, code)
      select code, sum(n - 1)::bigint as again, count(*), count(*) filter (n > 1) from met group by code having again > 0`,
    /** [code, interactions, journeys, customers] */
    visits: `select code, count(*), count(distinct j), count(distinct customer) from interactions group by code`,
    /** [0 entry or 1 exit, code, journeys, customers] */
    ends: `select 0, route[1], count(*), count(distinct customer) from journeys group by all
      union all select 1, route[-1], count(*), count(distinct customer) from journeys group by all`,
    /** [interactions up to the first goal, journeys, customers] */
    interactionsToGoal: `with goals as (select customer, ${first("route", steps[3]!)} as n from journeys)
      select n, count(*), count(distinct customer) from goals where n is not null group by n order by n`,
    /** [step, code, journeys], for the five first labels of each step. */
    flow: `with starts as (select route, list_position(route, ${(await codes(`touchpoint = '${FROM[0]}'`))[0]}::utinyint) as s from journeys),
        paths as (select unnest(range(1, least(6, len(route) - s + 1) + 1)) as step, unnest(route[s:s + 5]) as code
          from starts where s > 0),
        counted as (select step, code, count(*) as n from paths group by step, code)
      select step, code, n from counted
      qualify row_number() over (partition by step order by n desc, code) <= 5`,
    /** [journeys] */
    pathMatches: `select count(*) from journeys
      where regexp_matches(letters, '[${search}].*[${web}][^${phone}]*[${store}]')`,
  };
}
