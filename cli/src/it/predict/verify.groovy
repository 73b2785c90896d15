def lines(String file) { new File(basedir, file).readLines().findAll { !it.isBlank() } }
def bare = lines('without-flags.txt')
def flagged = lines('with-flags.txt')
def prediction = bare.last()

// Correct without a flag, whatever the JVM warns of.
assert prediction ==~ /.*\w+ \(\d+\.\d+ %\), \w+ \(\d+\.\d+ %\), \w+ \(\d+\.\d+ %\)/
assert bare.every { it == prediction || it.startsWith('WARNING: ') }

// With the README's flags one line of the JVM's remains, which no flag silences.
assert flagged.first() == 'WARNING: Using incubator modules: jdk.incubator.vector'
assert flagged.drop(1).size() == 1
assert flagged.last().split(' ').first() == prediction.split(' ').first()
