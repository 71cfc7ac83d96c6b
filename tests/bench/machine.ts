import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** The machine and time of the measurement. The load shows whether other programs were running. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.replaceAll(/\s+/g, ' ').trim() ?? 'unknown processor'
  const memory = (totalmem() / 2 ** 30).toFixed(0)
  const [load = 0] = loadavg()
  const day = new Date().toISOString().slice(0, 10)
  return [
    `${model}, ${availableParallelism()} cores, ${memory} GiB`,
    `Node ${process.version}, ${process.platform}-${process.arch}`,
    day,
    `load at the start ${load.toFixed(1)}`,
  ].join(' · ')
}
