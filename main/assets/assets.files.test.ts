import { describe, expect, test } from 'vitest'
import { testFolder } from '../platform/testing/testFolder.ts'
import { createAssets } from './assets.ts'

const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const file = { from: 'file', name: 'cat.png' } as const

function createStore() {
  const home = testFolder()
  return createAssets({ home, workflowFolder: home, download: (url) => Promise.reject(new Error(url)) })
}

describe('a 3D model', () => {
  const glb = latin('glTF\x02\0\0\0')

  test('is stored as one, by its first bytes', async () => {
    const assets = createStore()
    const media = await assets.put(glb, 'model3d', file, { mime: 'model/vnd.mesh', name: 'mesh.glb' })
    expect(media).toEqual({
      media: 'model3d',
      mime: 'model/gltf-binary',
      name: 'mesh.glb',
      bytes: 8,
      sha256: media.sha256,
    })
    expect(assets.pathOf(media).endsWith('.glb')).toBe(true)
    await expect(assets.put(latin('v 0 0 0'), 'model3d', file)).rejects.toThrow(
      'cat.png is no 3D model that can be used: it is text.',
    )
  })

  test('that an earlier version stored as a file is read as a model too', async () => {
    const assets = createStore()
    const before = await assets.put(glb, 'file', file, { mime: 'model/gltf-binary', name: 'mesh.glb' })
    const media = await assets.resolve({ asset: before.sha256 }, 'model3d')
    expect(media).toEqual({ media: 'model3d', mime: 'model/gltf-binary', bytes: 8, sha256: before.sha256 })
    expect([await assets.read(media), assets.has(media)]).toEqual([glb, true])
  })

  test('is read where a file is expected', async () => {
    const assets = createStore()
    const media = await assets.put(glb, 'model3d', file)
    expect(await assets.read({ ...media, media: 'file' })).toEqual(glb)
  })
})

describe('a file of another format', () => {
  const details = { mime: 'model/gltf-binary', name: 'mesh.glb' }

  test("is stored as bytes, with its server's description, and read again", async () => {
    const assets = createStore()
    const bytes = latin('glTF\x02\0\0\0')
    const media = await assets.put(bytes, 'file', file, details)
    expect(media).toEqual({ media: 'file', ...details, bytes: 8, sha256: media.sha256 })
    expect(await assets.read(media)).toEqual(bytes)
    expect([assets.has(media), assets.pathOf(media).endsWith(`${media.sha256}.bin`)]).toEqual([true, true])
  })

  test.each(['<svg onload="alert(1)"/>', '<html><script>alert(1)</script></html>', ''])(
    'is nothing but bytes, whatever is in it: %s',
    async (text) => {
      const assets = createStore()
      const media = await assets.put(latin(text), 'file', file, { mime: 'image/svg+xml', name: 'a.svg' })
      expect(assets.pathOf(media).endsWith('.bin')).toBe(true)
      expect(await assets.resolve({ asset: media.sha256 }, 'file')).toEqual({
        media: 'file',
        mime: 'application/octet-stream',
        sha256: media.sha256,
        bytes: text.length,
      })
    },
  )

  test('without a description is stored as octets', async () => {
    expect(await createStore().put(latin('x'), 'file', file)).toMatchObject({
      mime: 'application/octet-stream',
    })
  })
})
