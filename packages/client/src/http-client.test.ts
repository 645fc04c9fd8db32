import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
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
