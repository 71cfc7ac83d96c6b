#!/usr/bin/env node
import { runCommandLine } from './commandLine.ts'

declare const PATCHBAY_VERSION: string

// A reader that closed the pipe (head, for example) is no error.
process.stdout.on('error', () => {})
process.exitCode = await runCommandLine({
  args: process.argv.slice(2),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signals: process,
  version: PATCHBAY_VERSION,
  // The monitor does not change what happens then.
  onFault: (call) => process.on('uncaughtExceptionMonitor', call),
})
