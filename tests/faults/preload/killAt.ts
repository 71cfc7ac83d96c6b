// Taken in before the program (`node --import`), this ends the process at a named point, as a power cut would: the
// program knows nothing of it. The plan stands in PATCHBAY_TEST_STRIKES.

import { shiftClock } from './clock.ts'
import { watchFiles } from './files.ts'
import { watchSockets } from './sockets.ts'
import { watchSql } from './sql.ts'

shiftClock()
watchSql()
watchSockets()
await watchFiles()
