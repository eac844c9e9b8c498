// Answers questions by npm's own node-semver. Argument: the program npm. Input and output: JSON.
const fs = require('fs')
const path = require('path')
const root = path.dirname(fs.realpathSync(process.argv[2]))
const load = name => require(require.resolve(name, { paths: [root] }))
const semver = load('semver')
const show = list => '[' + list.join(', ') + ']'

const answers = {
  parse: (q, o) => semver.parse(q.versions[0], o)?.version ?? 'none',
  compare: (q, o) => {
    const order = semver.compare(q.versions[0], q.versions[1], o)
    return order + ' ' + (order === 0)
  },
  range: (q, o) => new semver.Range(q.range, o).range,
  contains: (q, o) => {
    const range = new semver.Range(q.range, o)
    return show(q.versions.filter(v => semver.parse(v, o) && range.test(v)))
  },
  choose: (q, o) => {
    const range = new semver.Range(q.range, o)
    const valid = q.versions.filter(v => semver.parse(v, o))
    return show(valid.filter(v => range.test(v))) + ' ' + (semver.maxSatisfying(valid, q.range, o) ?? 'none')
  },
}

const ask = q => {
  try {
    return answers[q.kind](q, { loose: q.scheme === 'npm-loose', includePrerelease: q.withPrereleases })
  } catch (e) {
    return 'none'
  }
}
const questions = JSON.parse(fs.readFileSync(0, 'utf8'))
const version = load('semver/package.json').version
process.stdout.write(JSON.stringify({ version, answers: questions.map(ask) }))
