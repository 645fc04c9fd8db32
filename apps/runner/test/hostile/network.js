// expect: AC
// Neither a server nor a client.
const net = require('net')
const results = []
const done = (what) => results.push(what) === 2 && console.log(results.every((r) => r === 'refused') ? 'contained' : 'ESCAPED')
net
  .createServer()
  .on('error', () => done('refused'))
  .listen(8080, () => done('ESCAPED'))
net
  .connect(53, '198.51.100.1')
  .on('error', () => done('refused'))
  .on('connect', () => done('ESCAPED'))
