import type { Page } from '@playwright/test'
import { deflateSync } from 'node:zlib'
import { crc32 } from 'node:zlib'

/** A file from outside. */
export interface DroppedFile {
  readonly name: string
  readonly type: string
  readonly base64: string
}

export const fileOf = (name: string, text: string): DroppedFile => ({
  name,
  type: '',
  base64: Buffer.from(text).toString('base64'),
})

/** A grey PNG with this many pixels per side. */
export function pictureOf(name: string, side = 8): DroppedFile {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc(side * (side + 1), 90)
  for (let row = 0; row < side; row++) rows[row * (side + 1)] = 0
  const bytes = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return { name, type: 'image/png', base64: bytes.toString('base64') }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/**
 * Drags files over a position in the window, and drops them there unless it is only `hover`. Returns whether the page
 * has prevented the browser's default.
 */
export async function dropFiles(
  page: Page,
  files: readonly DroppedFile[],
  at: { readonly x: number; readonly y: number; readonly alt?: boolean },
  until: 'drop' | 'hover' = 'drop',
): Promise<{ readonly prevented: boolean }> {
  // As text: the tests have no DOM types.
  const script = `(({ files, at, until }) => {
    const dataTransfer = new DataTransfer()
    for (const { name, type, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      dataTransfer.items.add(new File([bytes], name, { type }))
    }
    const target = document.elementFromPoint(at.x, at.y)
    const fire = (type) => {
      const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer, clientX: at.x, clientY: at.y, altKey: at.alt === true })
      target.dispatchEvent(event)
      return event.defaultPrevented
    }
    fire('dragenter')
    const prevented = fire('dragover')
    return { prevented: until === 'hover' ? prevented : fire('drop') }
  })(${JSON.stringify({ files, at, until })})`
  const answer: unknown = await page.evaluate(script)
  return {
    prevented:
      typeof answer === 'object' && answer !== null && 'prevented' in answer && answer.prevented === true,
  }
}
