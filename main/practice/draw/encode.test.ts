import sharp from 'sharp'
import { expect, test } from 'vitest'
import { decode, discScene, distance } from '../testing/pictures.ts'
import { encodePicture, PRACTICE_LABEL } from './encode.ts'

const scene = discScene(60, 40)

test.each(['png', 'jpeg', 'webp'] as const)('%s says in its metadata that it was drawn', async (format) => {
  const bytes = await encodePicture(scene, format, false, ['a remark'])
  const metadata = await sharp(bytes).metadata()
  expect(metadata).toMatchObject({ format, width: 60, height: 40 })
  expect(metadata.exif?.toString('latin1')).toContain(`${PRACTICE_LABEL}; a remark`)
})

test.each(['png', 'webp'] as const)('an exact %s keeps every pixel', async (format) => {
  expect(distance(await decode(await encodePicture(scene, format, true)), scene)).toBe(0)
})

test('transparency is kept where the format has any', async () => {
  const clear = { ...scene, data: scene.data.map((value, byte) => (byte % 4 === 3 ? 128 : value)) }
  expect((await sharp(await encodePicture(clear, 'png', false)).metadata()).hasAlpha).toBe(true)
  expect((await sharp(await encodePicture(scene, 'png', false)).metadata()).hasAlpha).toBe(false)
  expect((await sharp(await encodePicture(clear, 'jpeg', false)).metadata()).hasAlpha).toBe(false)
})
