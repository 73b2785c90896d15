def lines(String file) { new File(basedir, file).readLines().findAll { !it.isBlank() } }
def warnings(List<String> lines) { lines.findAll { it.startsWith('WARNING: ') } }
def bare = lines('without-flags.txt')
def flagged = lines('with-flags.txt')

// Correct without a flag, whatever the JVM warns of: eight threads say the same.
def predictions = bare - warnings(bare)
assert predictions.size() == 8
assert predictions.every { it ==~ /.*\w+ \(\d+\.\d+ %\), \w+ \(\d+\.\d+ %\), \w+ \(\d+\.\d+ %\)/ }
assert predictions.toSet().size() == 1

// With the README's flags one warning remains, which no flag silences.
assert warnings(flagged) == ['WARNING: Using incubator modules: jdk.incubator.vector']
assert flagged.size() == 1 + predictions.size()
assert flagged.last().split(' ').first() == predictions.first().split(' ').first()

// As modules the libraries find the same backend by its service.
assert lines('on-module-path.txt').toSet() == flagged.toSet()
