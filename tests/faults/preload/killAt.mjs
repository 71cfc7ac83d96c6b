// Taken in before the program (`node --import`), this ends the process at a named point, as a power cut would: the
// program knows nothing of it. The plan stands in PATCHBAY_TEST_STRIKES.

import { shiftClock } from './clock.mjs'
import { watchFiles } from './files.mjs'
import { watchSockets } from './sockets.mjs'
import { watchSql } from './sql.mjs'

shiftClock()
watchSql()
watchSockets()
await watchFiles()
