/** Shorter than any key: words of this length may stand in an answer by chance. */
const SHORTEST = 10

/** Takes the key out of what the other side says, in each form in which it may have been sent back. */
export function createRedactor(token: () => string | null): (text: string) => string {
  return (text) => {
    const key = token()
    if (key === null || key.length < SHORTEST) return text
    const escaped = JSON.stringify(key).slice(1, -1)
    let clean = text
    for (const form of new Set([key, escaped, escaped.replaceAll('/', '\\/'), encodeURIComponent(key)])) {
      clean = clean.replaceAll(form, '[key]')
    }
    return clean
  }
}
