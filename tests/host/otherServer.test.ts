import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileOf, turbo } from '../cli/workflows.ts'
import { makeFolder } from '../cli/runCli.ts'
import { startOtherServer, tryAll } from './otherServer.ts'
import { startEditor } from './startEditor.ts'

const canary = 'sk-canary-0123456789'

/** Whether a browser that has a cookie sends it to a path (RFC 6265, 5.1.4); ports make no difference to it. */
const isSentTo = (cookie: string, path: string): boolean => {
  const [, scope = '/'] = /; Path=([^;]*)/.exec(cookie) ?? []
  return path === scope || (path.startsWith(scope) && (scope.endsWith('/') || path[scope.length] === '/'))
}

describe('another server on this machine', () => {
  test('receives no cookie of the editor from a browser that visits both, and finds no way in', async () => {
    const editor = await startEditor({ home: await makeFolder() })
    const other = await startOtherServer()
    // As a browser does.
    for (const path of ['/', '/socket', '/session', '/media/x', '/index.html', '/favicon.ico']) {
      const cookie = editor.setCookies
        .filter((one) => isSentTo(one, path))
        .map((one) => one.replace(/;.*/, ''))
      const headers: Record<string, string> = cookie.length === 0 ? {} : { cookie: cookie.join('; ') }
      await fetch(other.url + path, { headers })
    }
    expect(other.visits.length).toBe(6)
    expect(other.cookies()).toEqual([])
    expect(await tryAll(editor.url, other)).toEqual([])
  })

  test.each<[string, (home: string) => Promise<Readonly<Record<string, string>>>]>([
    ['the environment', () => Promise.resolve({ RUNCOMFY_API_TOKEN: canary })],
    [
      'a file of an earlier version',
      async (home) => {
        await writeFile(join(home, 'key'), `${canary}\n`, { mode: 0o600 })
        return {}
      },
    ],
  ])('that was admitted nevertheless receives no key: from %s', async (_, prepare) => {
    const home = await makeFolder()
    const other = await startOtherServer()
    const env = await prepare(home)
    const { client } = await startEditor({ home, env })
    expect(
      await client.request('settings.change', {
        mode: 'live',
        engines: { runcomfy: { apiUrl: other.url } },
      }),
    ).toMatchObject({ engines: { runcomfy: { apiUrl: other.url } } })
    const refusal = { code: 'account.key' }
    await expect(client.request('key.test', { engine: 'runcomfy' })).rejects.toMatchObject(refusal)
    const text = fileOf([{ id: 'make', type: turbo(), values: { prompt: 'x', seed: 1 } }], [])
    const run = { text, targets: null, fresh: false }
    await expect(client.request('run.plan', run)).rejects.toMatchObject(refusal)
    await expect(client.request('run.start', { ...run, workflow: null, first: false })).rejects.toMatchObject(
      refusal,
    )
    expect(other.keys()).toEqual([])
    expect(other.visits).toEqual([])
  })

  test('receives the keys of no bucket', async () => {
    const other = await startOtherServer()
    const home = await makeFolder()
    const env = { PATCHBAY_S3_KEY_ID: 'id', PATCHBAY_S3_SECRET: canary }
    const { client } = await startEditor({ home, env })
    const bucket = {
      region: 'us-east-1',
      bucket: 'pictures',
      prefix: '',
      lifetime: 3600,
      pathStyle: true,
    }
    await expect(
      client.request('settings.change', { bucket: { ...bucket, endpoint: other.url } }),
    ).rejects.toMatchObject({ code: 'egress.refused' })
    await client.request('settings.change', { bucket: { ...bucket, endpoint: 'https://s3.invalid' } })
    await expect(client.request('bucket.test', {})).rejects.toMatchObject({ code: 'account.key' })
    expect(other.visits).toEqual([])
  })
})
