import { registerHooks } from 'node:module'

/** In a program started with this, `electron` is the fake. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('lentElectron.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
})
