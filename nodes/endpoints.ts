import type { Endpoint } from '#shared/catalogue/endpoint.ts'

// Collected by folder: adding an endpoint is adding a file.
const files = import.meta.glob<Endpoint>('./endpoints/*/*.json', { eager: true, import: 'default' })

/**
 * Every endpoint that comes with the product. A test validates the files: doing so here would take a twentieth of the
 * start-up time of a command.
 */
export const endpoints: readonly Endpoint[] = Object.values(files)
