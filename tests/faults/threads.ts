import { pathToFileURL } from 'node:url'
import { join, dirname } from 'node:path'
import { createWorkers } from '#main/assets/workers/createWorkers.ts'
import { commandLine } from './commandLine.ts'

/**
 * Threads for the command lines that run in this process, like the built program's. Starting them from sources takes
 * half a second of processor time, because each file's types are stripped; so a finished test leaves them to the next.
 */
export const threads = createWorkers({ entry: pathToFileURL(join(dirname(commandLine()), 'worker.js')) })
