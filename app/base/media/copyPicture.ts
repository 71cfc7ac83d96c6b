import type { Media } from '#shared/ports/value.ts'
import type { Editor } from '../editor.ts'
import { mediaUrl } from '../host.ts'
import { notifyError, notify } from '../notify.ts'

const instead = 'Use Save as instead.'

/** Copies a picture to the clipboard as PNG, which other programs accept. Shows an error where that is not possible. */
export async function copyPicture(editor: Editor, { sha256 }: Media): Promise<void> {
  if (typeof ClipboardItem === 'undefined')
    return notifyError(editor, `This browser cannot copy pictures. ${instead}`)
  try {
    // Passes a promise, because some browsers allow the write only during the click.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': readPng(mediaUrl(editor, sha256)) })])
    notify(editor, 'Picture copied.')
  } catch {
    notifyError(editor, `The browser did not let the picture onto the clipboard. ${instead}`)
  }
}

async function readPng(url: string): Promise<Blob> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`the host answered ${answer.status}`)
  const bytes = await answer.blob()
  if (bytes.type === 'image/png') return bytes
  const bitmap = await createImageBitmap(bytes)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
  bitmap.close()
  return canvas.convertToBlob({ type: 'image/png' })
}

/** Copies a text to the clipboard and reports it. `what` names the text as in the middle of a sentence: `the seed`. */
export async function copyText(editor: Editor, text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    notify(editor, `Copied ${what}.`)
  } catch {
    notifyError(editor, `The browser did not let ${what} onto the clipboard. Select and copy it by hand.`)
  }
}
