import type { TextStyle, Pixels } from '#shared/services.ts'

const STYLE: TextStyle = { size: 24, width: 1000, align: 'left' }
/**
 * No font has these: Unicode reserves them as noncharacters. With four digits and with five or six, which makes boxes
 * of two sizes.
 */
const NO_CHARACTERS = ['\uFDD0', '\u{1FFFE}'] as const

/** Has no glyph of its own, or one in the typeface that comes with the product. */
const isKnown = (character: string): boolean =>
  /^[\s\u0020-\u007E\p{Cc}\p{Default_Ignorable_Code_Point}]$/u.test(character)

/**
 * Finds characters that no font has. The layout library does not report them, but draws a box with the character's
 * number: all such boxes have the same frame.
 */
export function createGlyphs(draw: (text: string, style: TextStyle) => Promise<Pixels<1>>) {
  let boxes: Promise<readonly Pixels<1>[]> | null = null
  const missing = new Map<string, boolean>()

  async function isMissing(character: string): Promise<boolean> {
    boxes ??= Promise.all(NO_CHARACTERS.map((one) => draw(one, STYLE)))
    const measured = await boxes
    // Characters that cannot be drawn alone have no ink, such as the blank pattern of Braille.
    const drawn = await draw(character, STYLE).catch(() => null)
    return drawn !== null && measured.some((box) => hasSameFrame(drawn, box))
  }

  return {
    /** The characters of a text that no font has, each once, in order. */
    async missing(text: string): Promise<readonly string[]> {
      const found: string[] = []
      for (const character of new Set(text)) {
        if (isKnown(character)) continue
        const verdict = missing.get(character) ?? (await isMissing(character))
        missing.set(character, verdict)
        if (verdict) found.push(character)
      }
      return found
    },
  }
}

/** The same size, and the same two rows at the top and the bottom. */
function hasSameFrame(one: Pixels<1>, other: Pixels<1>): boolean {
  if (one.width !== other.width || one.height !== other.height) return false
  const edge = 2 * one.width
  return one.data.every(
    (value, at) => (at >= edge && at < one.data.length - edge) || value === other.data[at],
  )
}
