export interface CleanText {
  readonly text: string
  /** What was taken out, in words: each once. */
  readonly removed: readonly string[]
}

// No address in use is longer, and the bound keeps the pattern from going over a megabyte again and again.
const address = /\bhttps?:\/\/[^\s"'<>`\\]{1,8192}/gi

/** Names of parameters that let whoever has the address in, or say who was let in. */
const signing =
  /^(x-(amz|goog|oss|cos|tos)-.*|.*(signature|token|secret|password|credential).*|sig|sign|se|sp|sv|sr|st|expires|policy|key-pair-id|awsaccesskeyid|googleaccessid|ossaccesskeyid|(api|access|auth)[_-]?key|key|auth|jwt|hmac|hdnts|hdnea)$/i

/** Shapes that keys have and words have not. */
const keys =
  /\bBearer\s+[\w.~+/-]{16,1024}=*|\b(sk|rk|pk)[-_][A-Za-z0-9_-]{16,512}|\b(hf|ghp|gho|github_pat|glpat|xox[abp]|r8)[-_][A-Za-z0-9_-]{16,512}|\bAKIA[A-Z0-9]{16}\b|\beyJ[\w-]{16,2048}\.eyJ[\w-]{8,4096}\.[\w-]{8,1024}/g

/** A text as it may be given to others: no signed query in an address, no name and password in one, no key. */
export function cleanText(text: string): CleanText {
  const removed = new Set<string>()
  const clean = text
    .replace(address, (found) => cleanAddress(found, removed))
    .replace(keys, () => {
      removed.add('what looks like a key')
      return '[key]'
    })
  return { text: clean, removed: [...removed] }
}

function cleanAddress(found: string, removed: Set<string>): string {
  let clean = found
  const user = /^(https?:\/\/)[^/?#@]*@/i.exec(clean)
  if (user !== null) {
    removed.add('a name and password in an address')
    clean = `${user[1]}${clean.slice(user[0].length)}`
  }
  const query = clean.search(/[?#]/)
  if (query < 0) return clean
  const names = clean
    .slice(query + 1)
    .split(/[&;?#]/)
    .map((pair) => pair.split('=', 1)[0] ?? '')
  if (!names.some((name) => signing.test(unescaped(name)))) return clean
  removed.add('the signed query of an address')
  return clean.slice(0, query)
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
