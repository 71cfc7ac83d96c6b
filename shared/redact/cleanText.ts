export interface CleanText {
  readonly text: string
  /** A description of each kind of thing that was removed, once. */
  readonly removed: readonly string[]
}

// Longer than any address in use; the limit keeps the pattern from scanning a megabyte repeatedly.
const address = /\bhttps?:\/\/[^\s"'<>`\\]{1,8192}/gi

/** Names of query parameters that grant access, or identify the user. */
const signing =
  /^x-(amz|goog|oss|cos|tos)-|signature|token|secret|password|credential|^(sig|sign|se|sp|sv|sr|st|expires|policy|key-pair-id|awsaccesskeyid|googleaccessid|ossaccesskeyid|(api|access|auth)[_-]?key|key|auth|jwt|hmac|hdnts|hdnea)$/i

/** Patterns of keys that ordinary words do not match. */
const keys =
  /\bBearer\s+[\w.~+/-]{16,1024}=*|\b(sk|rk|pk)[-_][A-Za-z0-9_-]{16,512}|\b(hf|ghp|gho|github_pat|glpat|xox[abp]|r8)[-_][A-Za-z0-9_-]{16,512}|\bAKIA[A-Z0-9]{16}\b/g

/** Where web tokens are searched for: each run of their characters once, however many may begin in it. */
const tokenRuns = /(?<![\w.-])[\w.-]{35,}/g
const tokenStart = /\beyJ[\w-]{16}/

/** A text that is safe to share: without signed queries and credentials in addresses, and without keys. */
export function cleanText(text: string): CleanText {
  const removed = new Set<string>()
  const clean = text
    .replace(address, (found) => cleanAddress(found, removed))
    .replace(keys, () => {
      removed.add(KEY)
      return '[key]'
    })
    .replace(tokenRuns, (run) => cleanRun(run, removed))
  return { text: clean, removed: [...removed] }
}

const KEY = 'what looks like a key'

/** A web token has three parts, of which the first two are JSON in base64. */
function cleanRun(run: string, removed: Set<string>): string {
  if (!run.includes('.eyJ')) return run
  const parts = run.split('.')
  const clean: string[] = []
  for (let at = 0; at < parts.length; at += 1) {
    const [head = '', body = '', end = ''] = parts.slice(at, at + 3)
    const start =
      body.startsWith('eyJ') && body.length >= 11 && end.length >= 8 ? head.search(tokenStart) : -1
    if (start < 0) clean.push(head)
    else {
      removed.add(KEY)
      clean.push(`${head.slice(0, start)}[key]`)
      at += 2
    }
  }
  return clean.join('.')
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
