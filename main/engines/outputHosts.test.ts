import { expect, onTestFinished, test } from 'vitest'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { engines } from './engines.ts'

type Hosts = Readonly<Record<'fetched' | 'refused', readonly string[]>>

/** By the engines' own pages; every other host is refused before anything is sent, whatever its result says. */
const hosts: Readonly<Record<string, Hosts>> = {
  runcomfy: {
    fetched: [
      'https://outputs.runcomfy.net/1.png',
      'https://playgrounds-storage-public.runcomfy.net/a/1.mp4?X-Amz-Signature=1',
      'https://a.b.runcomfy.com/1.png',
      'https://runcomfy.com/1.png',
      'https://model-api.runcomfy.net/1.png',
    ],
    refused: [
      'https://v3.fal.media/files/1.png',
      'https://runcomfy.net.example/1.png',
      'https://evilruncomfy.net/1.png',
    ],
  },
  fal: {
    fetched: [
      'https://fal.media/files/1.png',
      'https://v3.fal.media/files/1.mp4',
      'https://v3b.fal.media/files/a/1.glb?sign=1',
      'https://queue.fal.run/files/1.png',
    ],
    refused: [
      'https://outputs.runcomfy.net/1.png',
      'https://evilfal.media/1.png',
      'https://fal.media.example/1.png',
    ],
  },
}

/** What no engine may send anybody to. */
const nobodys = [
  'https://storage.googleapis.com/bucket/1.png',
  'https://bucket.s3.amazonaws.com/1.mp4',
  'http://v3.fal.media/files/1.png',
  'http://outputs.runcomfy.net/1.png',
  'https://user@v3.fal.media/files/1.png',
  'https://127.0.0.1/1.png',
  'https://169.254.169.254/latest/meta-data',
  'http://localhost:4100/outputs/1.png',
  'https://[::1]/1.png',
  'file:///etc/passwd',
  'ftp://v3.fal.media/1.png',
]

test.each(engines.map(({ id }) => id))('%s: only its own hosts are asked for outputs', async (id) => {
  const definition = engines.find((one) => one.id === id)
  const table = hosts[id]
  if (definition === undefined || table === undefined) throw new Error(`${id} has no table of hosts`)
  const base = new URL(definition.address.standard)
  const connection = await definition.connect({ base, token: () => 'key', clock: fakeClock(0) })
  onTestFinished(connection.close)
  expect(table.fetched.filter((address) => !connection.isOwnOutput(address))).toEqual([])
  for (const address of [...table.refused, ...nobodys]) {
    expect([address, connection.isOwnOutput(address)]).toEqual([address, false])
    await expect(connection.download(address, { policy: 'output' })).rejects.toMatchObject({
      code: 'egress.refused',
    })
  }
})
