import { cleanText } from '#shared/redact/cleanText.ts'

const dataUri = /\bdata:[\w.+/;=-]{0,200},[^\s"'<>`\\)]*/gi
/** To the end of its line. */
const header = /\b(authorization|cookie)["']?\s{0,4}[:=].{0,4096}/gi
// The limit keeps the pattern from scanning a megabyte repeatedly.
const address = /\bhttps?:\/\/[^\s"'<>`\\]{1,8192}/gi

/**
 * Redacts what no log may contain: what looks like a key, credentials and queries of addresses, authentication headers,
 * data URIs. The folder `home` is shortened to `~`.
 */
export function createLogRedactor(home: string): (text: string) => string {
  const shorten = createShortener(home)
  return (text) => {
    const bare = text.replaceAll(dataUri, 'data:[redacted]').replaceAll(header, '$1: [redacted]')
    return shorten(cleanText(bare).text.replaceAll(address, withoutQuery))
  }
}

/** Signed or not: a log needs the server, not the file or its user. */
const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '')

/**
 * Writes paths below the folder `home` with `~`, also in file addresses; other folders with the same prefix are left as
 * they are.
 */
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
