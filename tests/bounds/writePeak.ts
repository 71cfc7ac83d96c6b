// Imported into the command line: at its end it writes its peak memory, in kB.

import { readFileSync, writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

if (isMainThread)
  process.on('exit', () => {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? ''
    writeFileSync(process.env['PATCHBAY_TEST_PEAK'] ?? '', peak)
  })
