import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { RenderedText, TextStyle, Pixels } from '#shared/services.ts'
import { bytesOf } from '../platform/bytesOf.ts'
import { fromText } from './codec.ts'
import { writeWhole } from '../platform/writeWhole.ts'
import { createGlyphs } from './text/glyphs.ts'
import { cutLines, MARK } from './text/lines.ts'

/** Raised when the typeface changes. */
const FILE = 'inter-medium-4.ttf'
const ALIGN = { left: 'left', centre: 'centre', right: 'right' } as const

/** The longest text that is drawn, in UTF-16 units: laying out more would block the machine. */
const LONGEST = 4000

/**
 * Draws text with the typeface that comes with the product, so that it looks the same on every machine; missing
 * characters come from the machine's fonts. It is unpacked into `home` on first use, because the native library reads
 * only files.
 */
export function createTextRenderer(
  home: string,
): (content: string, style: TextStyle) => Promise<RenderedText> {
  let fontFolder: Promise<string> | null = null

  async function draw(content: string, { size, width, align }: TextStyle): Promise<Pixels<1>> {
    fontFolder ??= writeFonts(home)
    const fontfile = await fontFolder
    const { data, info } = await fromText({
      text: plain(content),
      font: `Inter Medium ${size}px`,
      fontfile,
      // One point is one pixel.
      dpi: 72,
      width,
      wrap: 'word-char',
      align: ALIGN[align],
    })
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    if (info.channels !== 1) throw new Error(`one channel was asked for, ${info.channels} came`)
    return { width: info.width, height: info.height, channels: 1, data: bytesOf(data) }
  }

  const glyphs = createGlyphs(draw)
  return async (text, style) => {
    const content = text.trim()
    if (content === '') throw emptyText()
    if (content.length > LONGEST)
      throw new AppError(
        'input.invalid',
        `The text has ${content.length} characters; at most ${LONGEST} can be drawn.`,
      )
    const mark = await draw(MARK, style)
    const apart = await draw(`${MARK}\n\n${MARK}`, style)
    const sheet = await draw(`${MARK}\n\n${content}\n\n${MARK}`, style)
    const pixels = cutLines(sheet, { mark: mark.height, apart: apart.height - mark.height })
    if (pixels === null) throw emptyText()
    return { pixels, missing: await glyphs.missing(content) }
  }
}

const emptyText = (): AppError => new AppError('input.invalid', 'There is no text to draw.')

/** The plain text: the renderer would read markup. Control characters except tab and line end are removed. */
function plain(content: string): string {
  return content
    .replaceAll(/[^\P{Cc}\t\n]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

async function writeFonts(home: string): Promise<string> {
  const path = join(home, 'fonts', FILE)
  const there = await access(path).then(
    () => true,
    () => false,
  )
  if (there) return path
  const { inter } = await import('./text/inter.ts')
  await writeWhole(path, inter())
  return path
}
