import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createAssetFolder } from '../../assets/assetFolder.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { createWaitingUploads } from './waitingUploads.ts'

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

function uploads() {
  let ids = 0
  return createWaitingUploads(createAssetFolder(testFolder()), () => `u${++ids}`)
}

test('an upload is used once, and what is left of it is removed', async () => {
  const waiting = uploads()
  const id = await waiting.receive(pieces('hello'))
  const used = await waiting.use(id, ({ path }) =>
    Promise.resolve({ path, text: readFileSync(path, 'utf8') }),
  )
  expect(used.text).toBe('hello')
  expect(existsSync(used.path)).toBe(false)
  await expect(waiting.use(id, () => Promise.resolve())).rejects.toMatchObject({ code: 'file.unreadable' })
})

test('an upload whose request fails is removed', async () => {
  const waiting = uploads()
  const id = await waiting.receive(pieces('hello'))
  const paths: string[] = []
  const fail = waiting.use(id, ({ path }) => {
    paths.push(path)
    return Promise.reject(new Error('no'))
  })
  await expect(fail).rejects.toThrow('no')
  expect(paths.map(existsSync)).toEqual([false])
})

test('uploads that no request uses do not pile up, and do not outlive their host', async () => {
  const waiting = uploads()
  const ids: string[] = []
  for (let each = 0; each < 66; each += 1) ids.push(await waiting.receive(pieces(String(each))))
  const [first = '', , third = '', fourth = ''] = ids
  await expect(waiting.use(first, () => Promise.resolve())).rejects.toThrow('The file did not arrive')
  expect(await waiting.use(third, ({ path }) => Promise.resolve(readFileSync(path, 'utf8')))).toBe('2')
  await waiting.close()
  await expect(waiting.use(fourth, () => Promise.resolve())).rejects.toThrow('The file did not arrive')
})
