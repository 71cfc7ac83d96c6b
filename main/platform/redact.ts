/** Shorter than any key: words of this length may occur in an answer by chance. */
const SHORTEST = 10

/** Redacts keys in a text, each in every form in which it may have been sent back. */
export function createRedactor(keys: () => readonly (string | null)[]): (text: string) => string {
  return (text) => {
    let clean = text
    for (const key of keys()) {
      if (key === null || key.length < SHORTEST) continue
      const escaped = JSON.stringify(key).slice(1, -1)
      for (const form of new Set([key, escaped, escaped.replaceAll('/', '\\/'), encodeURIComponent(key)]))
        clean = clean.replaceAll(form, '[key]')
    }
    return clean
  }
}
