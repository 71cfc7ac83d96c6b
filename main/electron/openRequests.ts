import { resolve } from 'node:path'
import type { Electron } from './electron.ts'
import type { OpenRequest } from './deepLink.ts'
import { readArguments, readLink } from './deepLink.ts'

/** Open requests from outside, queued until there is a listener. */
export interface OpenRequests {
  /** From now on each request is passed to the listener, starting with those that wait. */
  subscribe(onRequest: (request: OpenRequest) => void): void
}

/**
 * Listens to requests of the system and of second instances. Must be called before `ready`: on macOS, that is when the
 * file arrives that the app was started with.
 */
export function collectOpenRequests(
  { app }: Pick<Electron, 'app'>,
  args: readonly string[],
  folder: string,
): OpenRequests {
  let waiting: OpenRequest[] = readArguments(args).map((request) => inFolder(request, folder))
  let listener: ((request: OpenRequest) => void) | null = null
  const add = (request: OpenRequest): void => {
    if (listener === null) waiting.push(request)
    else listener(request)
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    add({ open: 'file', path })
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    const request = readLink(link)
    if (request !== null) add(request)
  })
  app.on('second-instance', (_, others, theirFolder) => {
    for (const request of readArguments(others.slice(1))) add(inFolder(request, theirFolder))
  })
  return {
    subscribe(onRequest) {
      listener = onRequest
      for (const request of waiting) onRequest(request)
      waiting = []
    },
  }
}

/** A path is relative to the folder in which it was given. */
const inFolder = (request: OpenRequest, folder: string): OpenRequest =>
  request.open === 'file' ? { ...request, path: resolve(folder, request.path) } : request
