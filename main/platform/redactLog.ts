import { cleanText } from '#shared/redact/cleanText.ts'

const dataUri = /\bdata:[\w.+/;=-]{0,200},[^\s"'<>`\\)]*/gi
/** To the end of its line. */
const header = /\b(authorization|cookie)["']?\s{0,4}[:=].{0,4096}/gi
// The bound keeps the pattern from going over a megabyte again and again.
const address = /\bhttps?:\/\/[^\s"'<>`\\]{1,8192}/gi

/**
 * Takes out of a text what no log may hold: what looks like a key, names and passwords and queries of addresses, headers
 * that let somebody in, data URIs. The folder `home` is shortened to `~`.
 */
export function createLogRedactor(home: string): (text: string) => string {
  const shorten = createShortener(home)
  return (text) => {
    const bare = text.replaceAll(dataUri, 'data:[redacted]').replaceAll(header, '$1: [redacted]')
    return shorten(cleanText(bare).text.replaceAll(address, withoutQuery))
  }
}

/** Signed or not: a log needs to know which server, not which file for whom. */
const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '')

/** Writes paths below the folder `home` with `~`, also in file addresses; other folders that begin so stay as they are. */
export function createShortener(home: string): (text: string) => string {
  const forms = [...new Set([home, home.replaceAll('\\', '/'), encodeURI(home)])].filter(
    (form) => form.length > 1,
  )
  return (text) => forms.reduce(replaceFolder, text)
}

function replaceFolder(text: string, folder: string): string {
  const parts = text.split(folder)
  const [first = '', ...rest] = parts
  return rest.reduce((before, after) => `${before}${/^[\w.-]/.test(after) ? folder : '~'}${after}`, first)
}
