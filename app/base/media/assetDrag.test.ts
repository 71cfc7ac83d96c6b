import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { dragData } from './assetDrag.ts'

test('a dragged picture is an asset to a canvas and a file to everything else', () => {
  const media = fakeMedia(1)
  expect(dragData(media, 'Harbour.png', 'http://127.0.0.1:4000')).toEqual({
    'application/x-patchbay-asset': JSON.stringify({ ...media, name: 'Harbour.png' }),
    DownloadURL: `${media.mime}:Harbour.png:http://127.0.0.1:4000/media/${media.sha256}`,
  })
})
