import type { Command } from '../base/command.ts'
import { cableCommands } from './cableCommands.ts'
import { editCommands } from './editCommands.ts'
import { fileCommands } from './fileCommands.ts'
import { helpCommands } from './helpCommands.ts'
import { nodeCommands } from './nodeCommands.ts'
import { runCommands } from './runCommands.ts'
import { selectCommands } from './selectCommands.ts'
import { versionCommands } from './versionCommands.ts'
import { viewCommands } from './viewCommands.ts'

/** All that can be done by name or keys: the one table behind the keyboard, the palette and the menus. */
export const commands: readonly Command[] = [
  ...runCommands,
  ...fileCommands,
  ...editCommands,
  ...selectCommands,
  ...nodeCommands,
  ...cableCommands,
  ...versionCommands,
  ...viewCommands,
  ...helpCommands,
]
