import { beforeAll, expect, test } from 'vitest'
import sharp from 'sharp'
import { readMedia } from './media.ts'
import { dataUri, samplePicture } from './samples.ts'

const url = 'http://127.0.0.1:4711'
const files = new Map<string, Buffer>()
beforeAll(async () => void files.set('known.png', await samplePicture()))

const read = (value: string) => readMedia(value, { url, files })

test.each(['png', 'jpeg', 'webp'] as const)('a data URI with a valid %s is accepted', async (format) => {
  const bytes = await samplePicture(format)
  expect(await read(dataUri(bytes, `image/${format}`))).toEqual({ picture: { bytes, width: 64, height: 48 } })
})

test('an output of this server is accepted, with its pixels', async () => {
  expect(await read(`${url}/outputs/known.png`)).toEqual({
    picture: { bytes: files.get('known.png'), width: 64, height: 48 },
  })
})

test.each([
  'https://pictures.example.com/a.png?x=1',
  'https://93.184.216.34/a.png',
  'https://[2606:2800::1]/a',
])('the public URL %s is accepted without a check', async (value) =>
  expect(await read(value)).toEqual({ picture: null }),
)

test.each([
  ['', /neither/],
  ['a.png', /neither/],
  ['/tmp/a.png', /neither/],
  ['asset:3f2a', /asset:/],
  ['file:///home/a.png', /file:/],
  ['blob:https://example.com/1', /blob:/],
  ['http://pictures.example.com/a.png', /http:/],
  ['http://127.0.0.1:4712/outputs/known.png', /http:/],
  [`${url}/outputs/unknown.png`, /not an output/],
  [`${url}/outputs/known.png?x`, /not an output/],
  ['https://user:secret@pictures.example.com/a.png', /credentials/],
  ['https://localhost/a.png', /cannot reach/],
  ['https://studio.local/a.png', /cannot reach/],
  ['https://127.0.0.1/a.png', /cannot reach/],
  ['https://192.168.1.4/a.png', /cannot reach/],
  ['https://[::1]/a.png', /cannot reach/],
  ['https://[fd00::2]/a.png', /cannot reach/],
  ['data:image/png,abc', /form/],
  ['data:image/png;base64', /form/],
  ['data:;base64,AAAA', /form/],
  ['data:text/plain;base64,AAAA', /form/],
  ['data:image/svg+xml;base64,AAAA', /form/],
  ['data:image/png;charset=utf-8;base64,AAAA', /form/],
  ['data:image/png;base64,', /base64/],
  ['data:image/png;base64,AA*A', /base64/],
  ['data:image/png;base64,AAA', /base64/],
  ['data:image/png;base64, AAAA', /base64/],
  ['data:image/png;base64,AAAA', /decode/],
])('%s is refused', async (value, message) => {
  const problem: unknown = expect.stringMatching(message)
  expect(await read(value)).toEqual({ problem })
})

test('a type that does not match the bytes is refused', async () => {
  const png = await samplePicture('png')
  expect(await read(dataUri(png, 'image/jpeg'))).toEqual({ problem: 'claims image/jpeg and is png' })
  expect(await read(dataUri(await samplePicture('gif'), 'image/gif'))).toEqual({
    problem: 'claims the type image/gif',
  })
})

test.each(['png', 'jpeg'] as const)('a truncated %s is refused', async (format) => {
  const noise = await sharp({
    create: {
      width: 64,
      height: 48,
      channels: 3,
      background: 'black',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .toFormat(format)
    .toBuffer()
  const half = noise.subarray(0, noise.length / 2)
  expect(await read(dataUri(half, `image/${format}`))).toEqual({ problem: 'does not decode as a picture' })
})

test('more than 6 MiB and more than 32 million pixels are refused', async () => {
  const png = await samplePicture()
  const fat = Buffer.concat([png, Buffer.alloc(6 * 1024 * 1024)])
  expect(await read(dataUri(fat))).toEqual({ problem: `has ${fat.length} bytes, more than 6 MiB` })
  const wide = await samplePicture('png', { width: 8000, height: 4001 })
  expect(await read(dataUri(wide))).toEqual({ problem: 'has 8000 × 4001 pixels, more than 32 MP' })
})
