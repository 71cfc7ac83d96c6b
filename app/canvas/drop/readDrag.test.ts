import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { assetOf, DRAGGED_ASSET, filesOf, isForCanvas } from './readDrag.ts'

const file = (name: string): File => new File(['x'], name)
const item = (name: string, isDirectory: boolean) => ({
  kind: 'file',
  webkitGetAsEntry: () => ({ name, isDirectory }),
})

test.each([
  [['Files'], true],
  [['text/plain', DRAGGED_ASSET], true],
  [['text/plain', 'text/uri-list'], false],
  [[], false],
])('the canvas takes a drag of %j: %s', (types, accepts) => {
  expect(isForCanvas({ types })).toBe(accepts)
})

test('a folder among the files is reported by name, and is not a file', () => {
  const [photo, folder] = [file('photo.png'), file('holidays')]
  const items = [item('photo.png', false), item('holidays', true), { kind: 'string' }]
  expect(filesOf({ items, files: [photo, folder] })).toEqual({ files: [photo], folders: ['holidays'] })
})

test.each([
  [JSON.stringify(fakeMedia(1)), fakeMedia(1)],
  [JSON.stringify({ ...fakeMedia(1), sha256: '../x' }), null],
  ['{}', null],
  ['{', null],
  ['', null],
])('a dragged result that says %j', (text, media) => {
  expect(assetOf({ getData: (type) => (type === DRAGGED_ASSET ? text : '') })).toEqual(media)
})
