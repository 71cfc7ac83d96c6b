import { pathToFileURL } from 'node:url'
import { join, dirname } from 'node:path'
import { createWorkers } from '#main/assets/workers/createWorkers.ts'
import { commandLine } from './commandLine.ts'

/**
 * Threads for the command lines that run in this process, as the built program has them. Those of the sources take half a
 * second of the processor to start, for each file's types are taken out; and a test that is over leaves them to the next.
 */
export const threads = createWorkers({ entry: pathToFileURL(join(dirname(commandLine()), 'worker.js')) })
