// `npm run check`; see start.mjs.
import('./bootstrap.mjs').then(
  (module) => module.bootstrap('./check.ts'),
  () => {
    console.error(`EduScale needs Node.js 20.19 or newer; this is ${process.version}.`)
    process.exit(1)
  },
)
