import { z } from 'zod'
import type { Database } from './database.ts'

/** What another process asks of the one that holds the library. */
export const ProcessCommand = z.object({ cancel: z.string() })
export type ProcessCommand = z.infer<typeof ProcessCommand>

/** Leaves a wish for whoever holds the library. */
export function sendCommand(database: Database, command: ProcessCommand, at: number): void {
  database.write('INSERT INTO wishes (wish, made_at) VALUES (?, ?)', JSON.stringify(command), at)
}

/** Takes every wish that was left, the oldest first. */
export function drainCommands(database: Database): readonly ProcessCommand[] {
  const rows = database.read('SELECT id, wish FROM wishes ORDER BY id')
  if (rows.length === 0) return []
  database.write('DELETE FROM wishes WHERE id <= ?', z.number().parse(rows.at(-1)?.['id']))
  return rows.map((row) => ProcessCommand.parse(JSON.parse(z.string().parse(row['wish']))))
}
