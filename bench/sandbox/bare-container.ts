import { request } from 'node:http'
import { loadConfig } from '@eduscale/platform/config'
import { z } from 'zod'

/**
 * What a container of this image costs with nothing that a slot asks for: created and started by the engine's own calls. Null where the
 * engine isn't on this machine.
 */
export async function startBareContainer(image: string): Promise<number | null> {
  const { DOCKER_HOST } = loadConfig(z.object({ DOCKER_HOST: z.string().default('unix:///var/run/docker.sock') }))
  if (!DOCKER_HOST.startsWith('unix://')) return null
  const socketPath = DOCKER_HOST.slice('unix://'.length)
  const startedAt = performance.now()
  const created = await call(socketPath, 'POST', '/containers/create', {
    Image: image,
    // boxd waits for its first request, and so does this.
    OpenStdin: true,
    HostConfig: { NetworkMode: 'none' },
  })
  const { Id: id } = z.object({ Id: z.string() }).parse(JSON.parse(created))
  try {
    await call(socketPath, 'POST', `/containers/${id}/start`)
    return performance.now() - startedAt
  } finally {
    await call(socketPath, 'DELETE', `/containers/${id}?force=1`)
  }
}

async function call(socketPath: string, method: string, path: string, body?: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const asked = request({ socketPath, method, path, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        if ((response.statusCode ?? 500) < 400) resolve(text)
        else reject(new Error(`${method} ${path}: ${text}`))
      })
    })
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
