import { Redis } from "effect/persistence"

/**
 * KEYS: those of the conditions, of the texts, of the counts, then the others, which ARGV names by their place. ARGV:
 * how many of each, the time, the place of the change's mark (0 for none), the first place of marks to remove; then
 * what belongs to each key.
 */
export const commitScript = Redis.script(
  (keys: ReadonlyArray<string>, args: ReadonlyArray<string | number>) => [...keys, ...args],
  {
    numberOfKeys: (keys) => keys.length,
    lua: `
local whens, puts, adds = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local now, mark = tonumber(ARGV[4]), tonumber(ARGV[5])
local at = 7
local texts = at + whens
local counts = texts + puts * 4
for i = tonumber(ARGV[6]), #KEYS do redis.call('DEL', KEYS[i]) end
if mark > 0 and redis.call('EXISTS', KEYS[mark]) == 1 then
  local sums = {'Done'}
  for i = 1, adds do
    sums[i + 1] = redis.call('HGET', KEYS[whens + puts + i], ARGV[counts + (i - 1) * 4]) or 0
  end
  return sums
end
for i = 1, whens do
  local held = redis.call('GET', KEYS[i])
  local expected = ARGV[at]
  at = at + 1
  if expected == '-' then
    if held then return {'Changed'} end
  elseif not held or '=' .. held ~= expected then
    return {'Changed'}
  end
end
for i = 1, adds do
  local name, by, limit = ARGV[counts + (i - 1) * 4], ARGV[counts + (i - 1) * 4 + 1], ARGV[counts + (i - 1) * 4 + 2]
  if limit ~= '' then
    local sum = tonumber(redis.call('HGET', KEYS[whens + puts + i], name) or '0')
    if sum + tonumber(by) > tonumber(limit) then return {'Over', name} end
  end
end
for i = 1, puts do
  local key, own = KEYS[whens + i], texts + (i - 1) * 4
  local value, ttl, folder, member = ARGV[own], tonumber(ARGV[own + 1]), KEYS[tonumber(ARGV[own + 2])], ARGV[own + 3]
  if value == '-' then
    redis.call('DEL', key)
    if folder then redis.call('ZREM', folder, member) end
  else
    redis.call('SET', key, string.sub(value, 2), 'PX', ARGV[own + 1])
    if folder then
      redis.call('ZADD', folder, now + ttl, member)
      if redis.call('PTTL', folder) < ttl then redis.call('PEXPIRE', folder, ARGV[own + 1]) end
      local over = redis.call('ZRANGEBYSCORE', folder, '-inf', now, 'LIMIT', 0, 10)
      if #over > 0 then redis.call('ZREM', folder, unpack(over)) end
    end
  end
end
local sums = {'Done'}
for i = 1, adds do
  local key = KEYS[whens + puts + i]
  sums[i + 1] = redis.call('HINCRBY', key, ARGV[counts + (i - 1) * 4], ARGV[counts + (i - 1) * 4 + 1])
  redis.call('PEXPIRE', key, ARGV[counts + (i - 1) * 4 + 3])
end
if mark > 0 then redis.call('SET', KEYS[mark], '1', 'PX', 86400000) end
return sums
`
  }
).withReturnType<ReadonlyArray<string | number>>()
