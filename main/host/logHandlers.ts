import { toAppError } from '#shared/errors.ts'
import type { Log } from '#shared/services.ts'
import type { LocalHandlers } from './requests/localRequests.ts'

/** The same handlers; their errors are logged with the name of the request, never with its input. */
export function logHandlers(handlers: LocalHandlers, log: Log): LocalHandlers {
  const note = (request: string, thrown: unknown): void => {
    const level = toAppError(thrown).code === 'internal' ? 'error' : 'info'
    log[level]('request.failed', { request, error: toAppError(thrown) })
  }
  const logged = Object.entries(handlers).map(([request, handle]) => [
    request,
    (input: never): unknown => {
      try {
        const answer: unknown = handle(input)
        if (answer instanceof Promise) answer.catch((thrown: unknown) => note(request, thrown))
        return answer
      } catch (thrown) {
        note(request, thrown)
        throw thrown
      }
    },
  ])
  // The cast is sound: each name has a function of the same shape.
  return Object.fromEntries(logged) as LocalHandlers
}
