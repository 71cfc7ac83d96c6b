import { describe, expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { readDropped } from './dropped.ts'
import { assetOf, refuseKind, typedLiteral, writtenLiteral } from '../../../graph/values/literal.ts'

const { sha256 } = fakeMedia(1)

describe('what is typed as a picture', () => {
  test.each<[string, unknown]>([
    ['', undefined],
    ['  ', undefined],
    ['https://pictures.example/a.png', 'https://pictures.example/a.png'],
    ['data:image/png;base64,AAAA', 'data:image/png;base64,AAAA'],
    [' harbour.png ', { file: 'harbour.png' }],
    ['javascript:alert(1)', { file: 'javascript:alert(1)' }],
  ])('%j is the literal %j', (typed, literal) => {
    expect(typedLiteral(typed)).toEqual(literal)
  })

  test.each<[unknown, string]>([
    [undefined, ''],
    [null, ''],
    ['https://pictures.example/a.png', 'https://pictures.example/a.png'],
    [{ file: 'harbour.png' }, 'harbour.png'],
    [{ path: 'harbour.png' }, '{"path":"harbour.png"}'],
    [7, '7'],
  ])('the literal %j is written %j', (literal, written) => {
    expect(writtenLiteral(literal)).toBe(written)
  })
})

test('only a literal that names an asset is shown as a picture', () => {
  expect([{ asset: sha256 }, { asset: 'x' }, { file: 'a.png' }, sha256, null].map(assetOf)).toEqual([
    sha256,
    null,
    null,
    null,
    null,
  ])
})

test('a film at an image port is refused with a reason; an image at a mask port is not', () => {
  expect(refuseKind('image', { media: 'video' }, 'a.mp4')).toBe('a.mp4 is a video. An image goes here.')
  expect(refuseKind('mask', { media: 'image' }, 'a.png')).toBe(null)
  expect(refuseKind('audio', { media: 'audio' }, 'a.wav')).toBe(null)
})

describe('what is dropped', () => {
  const file = new File(['x'], 'a.png')
  const drop = (texts: Readonly<Record<string, string>>, ...files: File[]) =>
    readDropped({ getData: (type) => texts[type] ?? '', files })
  const asset = 'application/x-patchbay-asset'

  test.each([
    ['a picture of the library', drop({ [asset]: JSON.stringify({ sha256 }) }), { from: 'asset', sha256 }],
    ['a file', drop({}, file), { from: 'file', file }],
    [
      'an address, after a comment',
      drop({ 'text/uri-list': '# harbour\r\nhttps://pictures.example/a.png' }),
      { from: 'address', url: 'https://pictures.example/a.png' },
    ],
    ['an asset that is a path', drop({ [asset]: '{"sha256":"../../etc"}' }), null],
    ['an asset that is no JSON', drop({ [asset]: '{' }), null],
    ['an address of another kind', drop({ 'text/uri-list': 'file:///etc/passwd' }), null],
    ['words', drop({ 'text/plain': 'a harbour' }), null],
  ])('%s: %#', (_, got, wanted) => {
    expect(got).toEqual(wanted)
  })
})
