import { withoutTail } from '#shared/withoutTail.ts'

/** The maximum size of a name in bytes of UTF-8; file systems allow 255, and an extension and a number are added. */
export const MAX_NAME_BYTES = 200

/** Control and format characters: they are invisible in a listing, or change the reading direction. */
const invisible =
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

/** Path separators, and characters with a meaning on some system. */
const reserved = /[<>:"/\\|?*]/g

/** The names of devices on Windows, with any extension; superscript digits count as digits there. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?$/iu

/** Whether a name means a device on Windows instead of a file. */
export const isDeviceName = (name: string): boolean => device.test(name)

/** The length of a text in bytes of UTF-8. Lone surrogates count as the 3 bytes of their replacement. */
export function byteLength(text: string): number {
  let bytes = 0
  for (const character of text) bytes += bytesOf(character)
  return bytes
}

function bytesOf(character: string): number {
  const point = character.codePointAt(0) ?? 0
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}

/**
 * A text as the name of one file or folder, the same on every system: no separators, nothing invisible, no hidden file,
 * no device, at most 200 bytes. Idempotent. `otherwise` is used if nothing is left.
 */
export function safeName(text: string, otherwise: string): string {
  const visible = text.toWellFormed().replaceAll(/\s+/gu, ' ').replaceAll(invisible, '').normalize('NFC')
  const name = trim(visible.replaceAll(reserved, '-'))
  const safe = trim(cut(isDeviceName(name) ? `_${name}` : name))
  return safe === '' ? otherwise : safe
}

/** Windows drops dots and spaces at the end; a dot at the start hides the file, and two lead out of the folder. */
function trim(name: string): string {
  const started = name.replaceAll(/ {2,}/g, ' ').replace(/^[. ]+/, '')
  // Most programs read a name with a leading hyphen as an option.
  return withoutTail(started.startsWith('-') ? `_${started.slice(1)}` : started, '. ')
}

function cut(name: string): string {
  let bytes = 0
  let end = 0
  for (const character of name) {
    bytes += bytesOf(character)
    if (bytes > MAX_NAME_BYTES) break
    end += character.length
  }
  return name.slice(0, end)
}
