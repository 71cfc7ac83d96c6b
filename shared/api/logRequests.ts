import { z } from 'zod'
import { Empty, request } from './request.ts'

/** What a bug report needs. */
export const logRequests = {
  /** How this copy and its library are, as text without keys, prompts and names of files: safe to show to anybody. */
  'host.diagnose': request(Empty, z.object({ text: z.string() })),
  /** A desktop shell opens the folder of the log, and gives null. Any other host gives the last lines, the oldest first. */
  'log.show': request(Empty, z.object({ lines: z.array(z.string()).nullable() })),
}
