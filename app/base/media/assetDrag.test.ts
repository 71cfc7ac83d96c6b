import { beforeEach, expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import type { Editor } from '../editor.ts'
import { createParts } from '../editor.ts'
import { dragData } from './assetDrag.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

test('a dragged picture is an asset to a canvas and a file to everything else', () => {
  const media = fakeMedia(1)
  expect(dragData(editor, media, 'Harbour.png', 'http://127.0.0.1:4000')).toEqual({
    'application/x-patchbay-asset': JSON.stringify({ ...media, name: 'Harbour.png' }),
    DownloadURL: `${media.mime}:Harbour.png:http://127.0.0.1:4000/media/${media.sha256}`,
  })
})
