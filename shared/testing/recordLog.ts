import type { Log, LogData, LogLevel } from '../services.ts'

/** A log that calls back with each line. */
export function recordLog(onLine: (level: LogLevel, event: string, data?: LogData) => unknown): Log {
  const at =
    (level: LogLevel): Log[LogLevel] =>
    (event, data) =>
      void (data === undefined ? onLine(level, event) : onLine(level, event, data))
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
