/** The target of an address of fal's APIs, which are on several hosts there and on one here. */
export type Route =
  | { readonly call: 'submit'; readonly modelId: string }
  /** `app` is `owner/alias`: the rest of an endpoint's id is not in the addresses of its requests. */
  | { readonly call: 'status' | 'result' | 'cancel'; readonly app: string; readonly requestId: string }
  | { readonly call: 'output'; readonly requestId: string; readonly index: number; readonly ending: string }
  | { readonly call: 'input'; readonly name: string }
  | { readonly call: 'sample'; readonly ending: string }
  | { readonly call: 'models'; readonly part: 'list' | 'openapi' }
  | { readonly call: 'prices'; readonly part: 'list' | 'estimate' }
  | { readonly call: 'listing' }
  | { readonly call: 'upload'; readonly part: UploadPart }
  /** Nothing is at this address, or not with this method. */
  | { readonly call: 'none'; readonly allow: string | null; readonly why: string }

/** A step of storing a file: to ask for an address, or to send bytes to it. */
export type UploadPart =
  | { readonly kind: 'initiate'; readonly multipart: boolean }
  | { readonly kind: 'file'; readonly token: string }
  | { readonly kind: 'part'; readonly token: string; readonly part: number }
  | { readonly kind: 'complete'; readonly token: string }

const none = (why: string, allow: string | null = null): Route => ({ call: 'none', allow, why })
const only = (method: string, allowed: string, route: Route): Route =>
  method === allowed ? route : none(`Use ${allowed} here.`, allowed)

const fixed = new Map<string, readonly [method: string, route: Route]>([
  ['/v1/models', ['GET', { call: 'models', part: 'list' }]],
  ['/api/openapi/queue/openapi.json', ['GET', { call: 'models', part: 'openapi' }]],
  ['/v1/models/pricing', ['GET', { call: 'prices', part: 'list' }]],
  ['/v1/models/pricing/estimate', ['POST', { call: 'prices', part: 'estimate' }]],
  ['/v1/models/requests/by-endpoint', ['GET', { call: 'listing' }]],
  ['/storage/upload/initiate', ['POST', { call: 'upload', part: { kind: 'initiate', multipart: false } }]],
  [
    '/storage/upload/initiate-multipart',
    ['POST', { call: 'upload', part: { kind: 'initiate', multipart: true } }],
  ],
])

const namePattern = /^(?!\.)[A-Za-z0-9_.-]{1,200}$/
const requestPattern = /^[A-Za-z0-9_-]{1,128}$/
const tokenPattern = /^[0-9a-f]{64}$/

/** Reads method and path (without its query). */
export function readRoute(method: string, path: string): Route {
  const known = fixed.get(path)
  if (known !== undefined) return only(method, ...known)
  const [first = '', ...rest] = path.slice(1).split('/')
  switch (first) {
    case 'v1':
    case 'api':
    case 'storage':
      return none('There is no such address.')
    case 'uploads':
      return readUpload(method, rest)
    case 'outputs':
      return readOutput(method, rest)
    case 'inputs':
      return rest.length === 1
        ? only(method, 'GET', { call: 'input', name: rest[0] ?? '' })
        : none('There is no such file.')
    case 'samples':
      return readSample(method, rest)
    default:
      return readQueue(method, [first, ...rest])
  }
}

/** `owner/alias[/more]` to submit, `owner/alias/requests/id[/status or /cancel]` for a request. */
function readQueue(method: string, parts: readonly string[]): Route {
  const [owner = '', alias = '', word, requestId = '', verb, ...more] = parts
  if (parts.length < 2 || !parts.every((part) => namePattern.test(part)))
    return none('There is no such address.')
  if (word !== 'requests') return only(method, 'POST', { call: 'submit', modelId: parts.join('/') })
  const app = `${owner}/${alias}`
  if (!requestPattern.test(requestId) || more.length > 0) return none('There is no such request.')
  switch (verb) {
    case undefined:
      return only(method, 'GET', { call: 'result', app, requestId })
    case 'status':
      return only(method, 'GET', { call: 'status', app, requestId })
    case 'cancel':
      return only(method, 'PUT', { call: 'cancel', app, requestId })
    default:
      return none('There is no such call on a request.')
  }
}

function readUpload(method: string, [token = '', last, ...more]: readonly string[]): Route {
  if (!tokenPattern.test(token) || more.length > 0) return none('There is no such upload.')
  if (last === undefined) return only(method, 'PUT', { call: 'upload', part: { kind: 'file', token } })
  if (last === 'complete') return only(method, 'POST', { call: 'upload', part: { kind: 'complete', token } })
  return /^[1-9]\d{0,4}$/.test(last)
    ? only(method, 'PUT', { call: 'upload', part: { kind: 'part', token, part: Number(last) } })
    : none('There is no such part.')
}

function readOutput(method: string, [requestId = '', file = '', ...more]: readonly string[]): Route {
  const read = /^(\d{1,3})\.([a-z]+)$/.exec(file)
  if (read === null || more.length > 0 || !requestPattern.test(requestId))
    return none('There is no such output.')
  return only(method, 'GET', {
    call: 'output',
    requestId,
    index: Number(read[1]),
    ending: read[2] ?? '',
  })
}

function readSample(method: string, [file = '', ...more]: readonly string[]): Route {
  const ending = /^[\w-]{1,100}\.(\w{1,8})$/.exec(file)?.[1]
  return more.length > 0 || ending === undefined
    ? none('There is no such sample.')
    : only(method, 'GET', { call: 'sample', ending })
}

/** The part of an endpoint's id that the addresses of its requests have. */
export const appOf = (modelId: string): string => modelId.split('/').slice(0, 2).join('/')
