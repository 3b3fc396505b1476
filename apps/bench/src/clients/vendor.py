"""The pattern of the vendor's Python SDK: one httpx client, one GET per call. Reads "calls lanes" lines, answers one line each."""
import asyncio, sys
import httpx

base, path, token = sys.argv[1:4]
last = 6_955_721_930_409_000_000


def fresh():
    global last
    last += 1
    return {"token": token, "oAuthorId": str(last)}


async def together(client, calls, lanes):
    left = calls

    async def lane():
        nonlocal left
        while left > 0:
            left -= 1
            (await client.get(path, params=fresh())).json()

    await asyncio.gather(*(lane() for _ in range(lanes)))


async def main():
    loop = asyncio.get_running_loop()
    with httpx.Client(base_url=base) as client:
        async with httpx.AsyncClient(base_url=base, limits=httpx.Limits(max_connections=64)) as clients:
            while line := await loop.run_in_executor(None, sys.stdin.readline):
                calls, lanes = map(int, line.split())
                if lanes == 1:
                    for _ in range(calls):
                        client.get(path, params=fresh()).json()
                else:
                    await together(clients, calls, lanes)
                print("done", flush=True)


asyncio.run(main())
