// Loaded before the program (`node --import`), this ends the process at a named point, like a power cut: the program
// does not notice. The plan is in PATCHBAY_TEST_STRIKES.

import { shiftClock } from './clock.ts'
import { watchFiles } from './files.ts'
import { watchSockets } from './sockets.ts'
import { watchSql } from './sql.ts'

shiftClock()
watchSql()
watchSockets()
await watchFiles()
