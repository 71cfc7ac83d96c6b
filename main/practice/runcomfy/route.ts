/** The target of an address. */
export type Route =
  | { readonly call: 'submit'; readonly modelId: string }
  | { readonly call: 'status'; readonly requestId: string }
  | { readonly call: 'result'; readonly requestId: string }
  | { readonly call: 'cancel'; readonly requestId: string }
  | { readonly call: 'output'; readonly requestId: string; readonly index: number; readonly ending: string }
  | { readonly call: 'input'; readonly name: string }
  /** A file that is not a picture. */
  | { readonly call: 'sample'; readonly ending: string }
  | { readonly call: 'models'; readonly part: ModelsPart }
  | { readonly call: 'balance' }
  /** Nothing is at this address, or not with this method. */
  | { readonly call: 'none'; readonly allow: string | null; readonly why: string }

/** A part of the catalogue. */
export type ModelsPart =
  | { readonly kind: 'list' }
  | { readonly kind: 'categories' }
  | { readonly kind: 'one'; readonly modelId: string }

const none = (why: string, allow: string | null = null): Route => ({ call: 'none', allow, why })

const modelPattern = /^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/
const requestPattern = /^[A-Za-z0-9_-]{1,128}$/

/** Reads method and path (without its query). */
export function readRoute(method: string, path: string): Route {
  const parts = path.split('/')
  switch (parts[1]) {
    case 'v1':
      if (parts[2] === 'models') return readModels(method, path.slice('/v1/models'.length))
      return parts[2] === 'requests'
        ? readRequests(method, parts.slice(3))
        : none('There is no such address.')
    case 'prod':
      if (path !== '/prod/v2/balance') return none('There is no such address.')
      return only(method, 'GET', { call: 'balance' })
    case 'outputs':
      return only(method, 'GET', readOutput(parts.slice(2)))
    case 'inputs':
      return only(
        method,
        'GET',
        parts.length === 3 ? { call: 'input', name: parts[2] ?? '' } : none('There is no such input.'),
      )
    case 'samples':
      return only(method, 'GET', readSample(parts.slice(2)))
    default:
      return none('There is no such address.')
  }
}

function readModels(method: string, rest: string): Route {
  if (rest === '' || rest === '/') return only(method, 'GET', { call: 'models', part: { kind: 'list' } })
  const modelId = rest.slice(1)
  if (modelId === 'categories') return only(method, 'GET', { call: 'models', part: { kind: 'categories' } })
  if (method === 'GET') return { call: 'models', part: { kind: 'one', modelId } }
  return only(method, 'POST', { call: 'submit', modelId })
}

function readRequests(method: string, [requestId = '', verb, ...more]: readonly string[]): Route {
  if (!requestPattern.test(requestId) || more.length > 0) return none('There is no such request.')
  switch (verb) {
    case 'status':
    case 'result':
      return only(method, 'GET', { call: verb, requestId })
    case 'cancel':
      return only(method, 'POST', { call: verb, requestId })
    default:
      return none('There is no such call on a request.')
  }
}

function readOutput([requestId = '', file = '', ...more]: readonly string[]): Route {
  const read = /^(\d{1,3})\.([a-z]+)$/.exec(file)
  if (read === null || more.length > 0 || !requestPattern.test(requestId))
    return none('There is no such output.')
  return { call: 'output', requestId, index: Number(read[1]), ending: read[2] ?? '' }
}

const only = (method: string, allowed: 'GET' | 'POST', route: Route): Route =>
  method === allowed || route.call === 'none' ? route : none(`Use ${allowed} here.`, allowed)

/** Whether a text can be a model id at all. */
export const isModelId = (text: string): boolean =>
  modelPattern.test(text) && !text.split('/').some((part) => /^\.+$/.test(part))

function readSample([file = '', ...more]: readonly string[]): Route {
  const ending = /^[\w-]{1,100}\.(\w{1,8})$/.exec(file)?.[1]
  return more.length > 0 || ending === undefined
    ? none('There is no such sample.')
    : { call: 'sample', ending }
}
