import { z } from 'zod'
import { Empty, request } from './request.ts'

/** Commands that help with a bug report. */
export const logRequests = {
  /** Describes this installation and its library as text, without keys, prompts and file names: safe to share. */
  'host.diagnose': request(Empty, z.object({ text: z.string() })),
  /**
   * A desktop shell opens the folder of the log and returns null. Any other host returns the last lines, oldest first.
   */
  'log.show': request(Empty, z.object({ lines: z.array(z.string()).nullable() })),
}
