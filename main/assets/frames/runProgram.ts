import { spawn } from 'node:child_process'
import { childEnvironment } from '../../platform/childEnvironment.ts'

export interface ProgramLimits {
  /** The most that it may write, in bytes. */
  readonly maxBytes: number
  /** Ends it. */
  readonly signal: AbortSignal
}

/** How much of what it says is remembered, in characters. */
const MAX_MESSAGE = 2000

/**
 * Runs a program, without a shell and without input, and resolves with what it writes. Rejects with `signal.reason`, or
 * with an error with what it says on standard error. It has ended when this is settled.
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  { maxBytes, signal }: ProgramLimits,
): Promise<Uint8Array> {
  signal.throwIfAborted()
  const child = spawn(path, args, {
    env: childEnvironment(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  const kill = (): void => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill)
  try {
    const pieces: Buffer[] = []
    let size = 0
    let message = ''
    child.stderr.on('data', (piece: Buffer) => {
      if (message.length < MAX_MESSAGE) message += piece.toString('utf8')
    })
    child.stdout.on('data', (piece: Buffer) => {
      size += piece.length
      if (size > maxBytes) kill()
      else pieces.push(piece)
    })
    const { promise, resolve, reject } = Promise.withResolvers<number | null>()
    child.on('error', reject)
    child.on('close', resolve)
    const code = await promise
    signal.throwIfAborted()
    if (size > maxBytes) throw new Error('It wrote more than it may.')
    if (code !== 0) throw new Error(message.slice(0, MAX_MESSAGE).trim() || `It ended with ${code}.`)
    return Buffer.concat(pieces)
  } finally {
    signal.removeEventListener('abort', kill)
  }
}
