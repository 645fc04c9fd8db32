import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { HttpClient } from './http-client'

let servers: Server[] = []
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  servers = []
})

async function serve(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a body that never ends is an error of ours, after every node was asked', async () => {
  let asked = 0
  const slow = await serve((_request, response) => {
    asked += 1
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"half":')
  })
  const client = new HttpClient({ urls: [slow], getToken: () => null })
  await expect(client.send({ method: 'GET', path: '/', timeoutMs: 1_000 })).rejects.toMatchObject({ code: 'unavailable' })
  expect(asked).toBe(2)
})

test('where one node stops in the middle of its answer the next one is asked', async () => {
  const slow = await serve((_request, response) => void response.writeHead(200).write('{'))
  const well = await serve((_request, response) => void response.end('{"is":"well"}'))
  const client = new HttpClient({ urls: [slow, well], getToken: () => null })
  expect(await client.send({ method: 'GET', path: '/', timeoutMs: 300 })).toEqual({ is: 'well' })
})

test('a page in the place of an answer is an error of ours', async () => {
  const portal = await serve((_request, response) => void response.end('<html>Please sign in to the network</html>'))
  const client = new HttpClient({ urls: [portal], getToken: () => null })
  await expect(client.send({ method: 'GET', path: '/' })).rejects.toMatchObject({ code: 'unavailable' })
})

test('a request is from whoever began it to its end, though somebody else comes meanwhile', async () => {
  let token = 'first'
  const [seen, ended]: [unknown[], string[]] = [[], []]
  const node = await serve((request, response) => {
    seen.push(request.headers.authorization)
    token = 'second'
    if (seen.length === 1) response.writeHead(503).end()
    else response.writeHead(401).end('{"code":"unauthenticated","message":"no"}')
  })
  const renew = async (old: string) => {
    ended.push(old)
    return null
  }
  const client = new HttpClient({ urls: [node], getToken: () => token, renew })
  await expect(client.send({ method: 'GET', path: '/' })).rejects.toMatchObject({ code: 'unauthenticated' })
  expect([seen, ended]).toEqual([['Bearer first', 'Bearer first'], ['first']])
})

test('where a token is refused the request is sent once more with another one', async () => {
  const seen: unknown[] = []
  const node = await serve((request, response) => {
    seen.push(request.headers.authorization)
    response.writeHead(seen.length === 1 ? 401 : 200).end('{"code":"unauthenticated","message":"no"}')
  })
  const client = new HttpClient({ urls: [node], getToken: async () => 'old', renew: async (old) => `after ${old}` })
  await client.send({ method: 'GET', path: '/' })
  expect(seen).toEqual(['Bearer old', 'Bearer after old'])
})

/** A node that takes what it is sent and dies over it, so often. */
async function dieOver(times: number): Promise<{ url: string; ids: unknown[] }> {
  const ids: unknown[] = []
  const url = await serve((request, response) => {
    ids.push(request.headers['attempt-id'])
    if (ids.length > times) response.end('{"is":"done"}')
    else request.socket.destroy()
  })
  return { url, ids }
}

test('an attempt is sent for longer than anything else, always under its id', async () => {
  const node = await dieOver(4)
  const client = new HttpClient({ urls: [node.url], getToken: () => null, firstPauseMs: 1 })
  expect(await client.send({ method: 'POST', path: '/', attemptId: 'one' })).toEqual({ is: 'done' })
  expect(node.ids).toEqual(['one', 'one', 'one', 'one', 'one'])
})

test('there is an end to it', async () => {
  const node = await dieOver(100)
  const client = new HttpClient({ urls: [node.url], getToken: () => null, firstPauseMs: 1 })
  await expect(client.send({ method: 'POST', path: '/', attemptId: 'one' })).rejects.toMatchObject({ code: 'unavailable' })
  await expect(client.send({ method: 'POST', path: '/' })).rejects.toMatchObject({ code: 'unavailable' })
  expect(node.ids).toHaveLength(5 + 2)
})

test('who is told that it can’t be done now is not kept waiting for longer', async () => {
  let asked = 0
  const full = await serve((_request, response) => {
    asked += 1
    response.writeHead(503).end('{"code":"queue-full","message":"full"}')
  })
  const client = new HttpClient({ urls: [full], getToken: () => null, firstPauseMs: 1 })
  await expect(client.send({ method: 'POST', path: '/', attemptId: 'one' })).rejects.toMatchObject({ code: 'queue-full' })
  expect(asked).toBe(2)
})

/** A node with one answer. */
async function refuseWith(status: number, code: string): Promise<{ url: string; asked: () => number }> {
  let count = 0
  const url = await serve((_request, response) => {
    count += 1
    response.writeHead(status).end(JSON.stringify({ code, message: code }))
  })
  return { url, asked: () => count }
}

test('a node that serves other areas is passed over; one that has no such thing is not', async () => {
  const other = await refuseWith(421, 'served-elsewhere')
  const none = await refuseWith(404, 'not-found')
  const well = await serve((_request, response) => void response.end('{"is":"well"}'))
  const ask = (...urls: string[]) =>
    new HttpClient({ urls, getToken: () => null, firstPauseMs: 1 }).send({ method: 'GET', path: '/' })
  vi.spyOn(Math, 'random').mockReturnValue(0)
  expect(await ask(other.url, well)).toEqual({ is: 'well' })
  await expect(ask(none.url, well)).rejects.toMatchObject({ code: 'not-found' })
  await expect(ask(other.url)).rejects.toMatchObject({ code: 'served-elsewhere' })
  vi.restoreAllMocks()
})

test('an attempt that another node is at is asked for again until it has ended', async () => {
  let asked = 0
  const node = await serve((_request, response) => {
    asked += 1
    if (asked > 4) response.end('{"is":"done"}')
    else response.writeHead(503).end('{"code":"attempt-running","message":"wait"}')
  })
  const client = new HttpClient({ urls: [node], getToken: () => null, firstPauseMs: 1 })
  expect(await client.send({ method: 'POST', path: '/', attemptId: 'one' })).toEqual({ is: 'done' })
})
