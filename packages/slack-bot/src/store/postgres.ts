import { Store } from "@xingtu/core"
import { Clock, Effect, Redacted, type Scope } from "effect"
import pg from "pg"
import { impatient, patienceMs } from "./impatient.ts"

/** Making the tables may wait for another process that makes them. */
const startPatienceMs = 15_000

/**
 * One function does a whole change, so that a change is one round trip. It locks the keys and counts it touches in the
 * same order everywhere, reads what the decision rests on, and writes all or nothing.
 */
const schema = `
  create table if not exists xingtu_texts (key text primary key, value text not null, until bigint not null);
  create index if not exists xingtu_texts_until on xingtu_texts (until);
  create table if not exists xingtu_counts (grp text not null, name text not null, sum double precision not null, primary key (grp, name));
  create table if not exists xingtu_groups (grp text primary key, until bigint not null);
  create index if not exists xingtu_groups_until on xingtu_groups (until);
  create table if not exists xingtu_changes (id text primary key, sums jsonb not null, until bigint not null);
  create index if not exists xingtu_changes_until on xingtu_changes (until);
  -- Counting a folder must not read the others, whatever order the database's language has.
  create index if not exists xingtu_texts_folder on xingtu_texts (key collate "C");

  create or replace function xingtu_commit(at bigint, change jsonb) returns jsonb language plpgsql as $$
  declare
    one jsonb;
    held text;
    total double precision;
    sums jsonb := '[]'::jsonb;
  begin
    perform pg_advisory_xact_lock(hashtextextended(k, 0)) from (
      select distinct k from (
        select 't' || (w ->> 'key') as k from jsonb_array_elements(change -> 'when') w
        union all select 't' || (p ->> 'key') from jsonb_array_elements(change -> 'put') p
        union all select 'g' || (a ->> 'group') from jsonb_array_elements(change -> 'add') a
        union all select 'c' || (change ->> 'id') where change ->> 'id' is not null
      ) named order by k
    ) ordered;
    -- Sent again, since its reply was lost: it happened.
    if change ->> 'id' is not null then
      select c.sums into sums from xingtu_changes c where c.id = change ->> 'id' and c.until > at;
      if found then return jsonb_build_object('_tag', 'Done', 'sums', sums); end if;
      sums := '[]'::jsonb;
    end if;
    for one in select * from jsonb_array_elements(change -> 'when') loop
      select value into held from xingtu_texts where key = one ->> 'key' and until > at;
      if not found then held := null; end if;
      if held is distinct from (one ->> 'is') then return '{"_tag":"Changed"}'; end if;
    end loop;
    for one in select * from jsonb_array_elements(change -> 'add') loop
      if one ->> 'limit' is not null then
        select c.sum into total from xingtu_counts c join xingtu_groups g using (grp) where c.grp = one ->> 'group' and c.name = one ->> 'name' and g.until > at;
        if coalesce(total, 0) + (one ->> 'by')::float8 > (one ->> 'limit')::float8 then
          return jsonb_build_object('_tag', 'Over', 'name', one ->> 'name');
        end if;
      end if;
    end loop;
    for one in select * from jsonb_array_elements(change -> 'put') loop
      if one ->> 'value' is null then
        delete from xingtu_texts where key = one ->> 'key';
      else
        insert into xingtu_texts (key, value, until) values (one ->> 'key', one ->> 'value', at + (one ->> 'ttlMs')::float8::bigint)
          on conflict (key) do update set value = excluded.value, until = excluded.until;
      end if;
    end loop;
    for one in select * from jsonb_array_elements(change -> 'add') loop
      if not exists (select 1 from xingtu_groups where grp = one ->> 'group' and until > at) then
        delete from xingtu_counts where grp = one ->> 'group';
      end if;
      insert into xingtu_groups (grp, until) values (one ->> 'group', at + (one ->> 'ttlMs')::float8::bigint)
        on conflict (grp) do update set until = excluded.until;
      insert into xingtu_counts as c (grp, name, sum) values (one ->> 'group', one ->> 'name', (one ->> 'by')::float8)
        on conflict (grp, name) do update set sum = c.sum + excluded.sum returning c.sum into total;
      sums := sums || to_jsonb(total);
    end loop;
    if change ->> 'id' is not null then
      insert into xingtu_changes (id, sums, until) values (change ->> 'id', sums, at + 86400000)
        on conflict (id) do update set sums = excluded.sums, until = excluded.until;
    end if;
    return jsonb_build_object('_tag', 'Done', 'sums', sums);
  end $$;
`

/** What is over is swept once in so many changes, more than come meanwhile: nobody waits for a long clearing. */
const sweepEvery = 50
const sweptAtOnce = 1_000

const swept = (table: string, key: string): string =>
  `delete from ${table} where ${key} in (select ${key} from ${table} where until <= $1 limit ${sweptAtOnce} for update skip locked)`

const sweeping = `with g as (${swept("xingtu_groups", "grp")} returning grp),
  c as (delete from xingtu_counts where grp in (select grp from g)),
  m as (${swept("xingtu_changes", "id")})
  ${swept("xingtu_texts", "key")}`

/** Texts of a folder are counted up to this many. */
const countedAtMost = 50_000

/** Only PostgreSQL's code: a message may quote the address, and the address holds a password. */
const failed = (error: unknown): Store.StoreFailure => {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined
  return new Store.StoreFailure({
    reason: typeof code === "string" ? `PostgreSQL: ${code}` : "PostgreSQL does not respond"
  })
}

const driver = (pool: pg.Pool): Store.Driver => {
  let changes = 0
  const query = (
    text: string,
    values: ReadonlyArray<unknown>
  ): Effect.Effect<ReadonlyArray<Readonly<Record<string, unknown>>>, Store.StoreFailure> =>
    Effect.tryPromise({ try: () => pool.query(text, [...values]), catch: failed }).pipe(Effect.map(({ rows }) => rows))
  const atNow = <A>(f: (now: number) => Effect.Effect<A, Store.StoreFailure>) =>
    Effect.flatMap(Clock.currentTimeMillis, f)
  const sweep = (now: number) =>
    changes++ % sweepEvery !== 0
      ? Effect.void
      : // The change is done: that nothing was swept is no failure of it.
        Effect.ignore(query(sweeping, [now]))

  return {
    get: (keys) =>
      keys.length === 0
        ? Effect.succeed([])
        : atNow((now) =>
            Effect.map(
              query("select key, value from xingtu_texts where key = any($1) and until > $2", [keys, now]),
              (rows) => {
                const held = new Map(rows.map((row) => [String(row["key"]), String(row["value"])]))
                return keys.map((key) => held.get(key))
              }
            )
          ),
    commit: ({ add = [], id, put = [], when = [] }) =>
      atNow((now) =>
        query("select xingtu_commit($1, $2) as committed", [now, JSON.stringify({ add, id, put, when })]).pipe(
          Effect.tap(sweep(now)),
          Effect.map(([row]) => row?.["committed"] as Store.Committed) // the function above returns nothing else
        )
      ),
    counts: (group) =>
      atNow((now) =>
        Effect.map(
          query("select name, sum from xingtu_counts join xingtu_groups using (grp) where grp = $1 and until > $2", [
            group,
            now
          ]),
          (rows) => Object.fromEntries(rows.map((row) => [String(row["name"]), Number(row["sum"])]))
        )
      ),
    size: (folder) =>
      atNow((now) =>
        Effect.map(
          // A folder ends with a slash, and 0 is the sign behind it.
          query(
            `select count(*) as n from (select 1 from xingtu_texts where key collate "C" >= $1 and key collate "C" < $2 and until > $3 limit ${countedAtMost}) counted`,
            [folder, `${folder.slice(0, -1)}0`, now]
          ),
          ([row]) => Number(row?.["n"] ?? 0)
        )
      )
  }
}

/** pg reads a time limit of one query from it. */
const setUp: pg.QueryConfig & { readonly query_timeout: number } = {
  text: `begin; select pg_advisory_xact_lock(7236100); ${schema}; commit`,
  query_timeout: startPatienceMs
}

/** A PostgreSQL database for all processes that name it. Tables are made when they are missing. */
export const openPostgres = (url: Redacted.Redacted): Effect.Effect<Store.Driver, Store.StoreFailure, Scope.Scope> =>
  Effect.gen(function* () {
    const pool = yield* Effect.acquireRelease(
      Effect.sync(
        () =>
          new pg.Pool({
            connectionString: Redacted.value(url),
            max: 10,
            connectionTimeoutMillis: patienceMs,
            query_timeout: patienceMs
          })
      ),
      (pool) => Effect.promise(() => pool.end())
    )
    // A connection that breaks while idle is replaced by the next query; unheard, it would end the process.
    pool.on("error", () => undefined)
    // Two processes that start together must not make the tables at once.
    yield* Effect.tryPromise({
      try: () => pool.query(setUp),
      catch: failed
    })
    return yield* impatient(driver(pool), "PostgreSQL does not respond")
  })
