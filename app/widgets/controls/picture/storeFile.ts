import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Editor } from '../../../base/editor.ts'
import { host } from '../../../base/host.ts'

/** The maximum size of a file in one message to the host, in megabytes: base64 is a third longer. */
const MAX_MEGABYTES = 17

/** Adds a file to the library. Rejects with `picture.large`, `picture.broken`, or as `asset.keep` does. */
export async function storeFile(editor: Editor, file: File): Promise<Media> {
  const megabytes = file.size / 1e6
  if (megabytes > MAX_MEGABYTES)
    throw new AppError(
      'picture.large',
      `${file.name} has ${Math.ceil(megabytes)} MB; at most ${MAX_MEGABYTES} MB are taken in here. ` +
        'Make it smaller, or put it beside the workflow and write its name here.',
    )
  return host(editor).request('asset.keep', { name: file.name.slice(0, 300), base64: await readBase64(file) })
}

function readBase64(file: File): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const reader = new FileReader()
  reader.addEventListener('load', () => {
    const address = typeof reader.result === 'string' ? reader.result : ''
    resolve(address.slice(address.indexOf(',') + 1))
  })
  reader.addEventListener('error', () =>
    reject(new AppError('picture.broken', `${file.name} could not be read. Choose it again.`)),
  )
  reader.readAsDataURL(file)
  return promise
}
