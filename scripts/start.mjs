// `npm start`. Plain old JavaScript on purpose: it must be able to say what is wrong on any Node.
import('./bootstrap.mjs').then(
  (module) => module.bootstrap('./start.ts'),
  () => {
    console.error(`EduScale needs Node.js 20.19 or newer; this is ${process.version}.`)
    process.exit(1)
  },
)
