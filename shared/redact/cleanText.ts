export interface CleanText {
  readonly text: string
  /** What was taken out, in words: each once. */
  readonly removed: readonly string[]
}

// No address in use is longer, and the bound keeps the pattern from going over a megabyte again and again.
const address = /\bhttps?:\/\/[^\s"'<>`\\]{1,8192}/gi

/** Names of parameters that let whoever has the address in, or say who was let in. */
const signing =
  /^x-(amz|goog|oss|cos|tos)-|signature|token|secret|password|credential|^(sig|sign|se|sp|sv|sr|st|expires|policy|key-pair-id|awsaccesskeyid|googleaccessid|ossaccesskeyid|(api|access|auth)[_-]?key|key|auth|jwt|hmac|hdnts|hdnea)$/i

/** Shapes that keys have and words have not. */
const keys =
  /\bBearer\s+[\w.~+/-]{16,1024}=*|\b(sk|rk|pk)[-_][A-Za-z0-9_-]{16,512}|\b(hf|ghp|gho|github_pat|glpat|xox[abp]|r8)[-_][A-Za-z0-9_-]{16,512}|\bAKIA[A-Z0-9]{16}\b/g

/** Where web tokens are looked for: each run of their letters once, however many may begin in it. */
const tokenRuns = /(?<![\w.-])[\w.-]{35,}/g
const tokenStart = /\beyJ[\w-]{16}/

/** A text as it may be given to others: no signed query in an address, no name and password in one, no key. */
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

/** A web token is three parts in a row, of which the first two are JSON in base64. */
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
